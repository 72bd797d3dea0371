import { skipToken, useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { cursorPages, fetchOn, pageQuery } from "../../../lib/api/cursor-pages.ts";
import { useMe } from "../../../lib/api/people/use-me.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import type { LiveConnection } from "../../../lib/live/live-connection.ts";
import { useLiveConnection } from "../../../lib/live/live-context.ts";
import { type JobView, queryOf } from "../job-view.ts";
import { fetchWithEvents } from "./fetch-with-events.ts";
import { applyEvents, type JobPage, type ListContext } from "./job-pages.ts";

const rowsPerPage = 100;
/** How long a list counts as current, while events are applied to it. */
const freshMs = 30_000;
/** How long the pages of a list are kept for a reader who comes back to it. */
const keptMs = 30 * 60_000;

type PageRequest = { cursor: string | null; signal: AbortSignal };

/**
 * Fetches a page of the list and applies the events that were pushed meanwhile; to a page after
 * the first only those of its own jobs, because a new job may belong to an earlier page.
 */
async function fetchPage(
  live: LiveConnection,
  context: ListContext,
  { cursor, signal }: PageRequest,
): Promise<JobPage> {
  const { reply, events } = await fetchWithEvents<JobPage>(live, () =>
    fetchOn(cursor, (place) => {
      const query = { ...queryOf(context.view), ...pageQuery(rowsPerPage, place) };
      return client.call("jobs.list", { query, signal });
    }),
  );
  const ids = new Set(reply.items.map(({ id }) => id));
  const applicable = cursor === null ? events : events.filter(({ subject }) => ids.has(subject));
  return applyEvents([reply], applicable, context)[0] ?? reply;
}

/**
 * Queries the jobs of a view page by page; null queries none. `useLiveJobs` keeps what is cached
 * current, so a reader who comes back sees the pages that were loaded.
 */
export function useJobList(view: JobView | null) {
  const live = useLiveConnection();
  const me = useMe().data?.id ?? "";
  return useInfiniteQuery({
    queryKey: queryKeys.jobs.list(view ?? {}),
    queryFn:
      view === null
        ? skipToken
        : ({ pageParam, signal }) => fetchPage(live, { view, me }, { cursor: pageParam, signal }),
    ...cursorPages,
    placeholderData: (previous) => previous,
    staleTime: freshMs,
    gcTime: keptMs,
  });
}
