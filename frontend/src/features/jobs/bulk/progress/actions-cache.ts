import type { JobActionProgress } from "@formwork/contracts/job-action";
import type { QueryClient } from "@tanstack/react-query";
import { queryKeys } from "../../../../lib/api/query-keys.ts";

/** Applies what is known of an action to the cached list of actions. */
export function showAction(queries: QueryClient, action: JobActionProgress): void {
  queries.setQueryData<JobActionProgress[]>(queryKeys.jobs.actions, (listed = []) =>
    withAction(listed, action),
  );
}

/**
 * Returns a fetched list of actions with what the page learned from events and replies while it was
 * fetched.
 */
export function withKnown(
  fetched: readonly JobActionProgress[],
  known: readonly JobActionProgress[],
): JobActionProgress[] {
  const oldest = fetched.at(-1)?.createdAt ?? "";
  return known
    .filter(({ createdAt }) => createdAt >= oldest)
    .reduce(withAction, [...fetched])
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt));
}

/** Returns a list of actions with one of them as it is now, unless the list knows more of it. */
export function withAction(
  listed: readonly JobActionProgress[],
  action: JobActionProgress,
): JobActionProgress[] {
  const known = listed.find(({ id }) => id === action.id);
  if (known === undefined) return [action, ...listed];
  const isNews = known.finishedAt === null && progressOf(action) >= progressOf(known);
  return listed.map((one) => (one === known && isNews ? action : one));
}

/** How far an action is; it is never less than before. */
function progressOf({ done, failed, state }: JobActionProgress): number {
  return done + failed + (state === "running" ? 0 : 0.5);
}
