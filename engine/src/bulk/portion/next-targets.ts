import {
  type Facts,
  isWithinReach,
  isWithinSight,
} from "@formwork/contracts/policies/within-sight";
import { isFinal, type JobState } from "@formwork/contracts/states";
import { jobFilterOf } from "../../jobs/job-query.ts";
import { noBound } from "../../store/verbs/look-bound.ts";
import type { ActionDeps } from "../action-deps.ts";
import { type ActionRow, type Target, targetsKey } from "../action-tables.ts";
import { portionSize } from "./pace.ts";

/** The jobs of a portion, and where the one after it begins; null after the last one. */
export type Portion = { targets: Target[]; cursor: string | null };

/**
 * Returns the next jobs of an action. A filter is walked in order of creation, so that no job is met
 * twice, whatever becomes of it.
 */
export function nextTargets(
  deps: ActionDeps,
  row: ActionRow,
  signal: AbortSignal,
): Promise<Portion> {
  return row.query === null ? listedTargets(deps, row) : matchingTargets(deps, row, signal);
}

async function listedTargets({ targets, store }: ActionDeps, row: ActionRow): Promise<Portion> {
  const place = Number(row.cursor);
  const [found, after] = await Promise.all([
    targets.get({ id: targetsKey(row.id, place) }),
    targets.get({ id: targetsKey(row.id, place + 1) }),
  ]);
  const ids = found?.row.ids ?? [];
  const known = new Map((await store.knownJobs({ ids })).map((job) => [job.id, job]));
  return {
    targets: ids.map((id) => targetOf(row, id, known.get(id))),
    cursor: after === null ? null : String(place + 1),
  };
}

/** A job that may not even be seen is one that is not there. */
function targetOf({ principal, action }: ActionRow, id: string, job: Facts | undefined): Target {
  if (job === undefined || !isWithinSight(principal, job)) return { id, seq: null };
  const runs = action === "retry" || action === "repair";
  return !runs || isWithinReach(principal, job) ? { id, seq: 0 } : { id, seq: null, seen: true };
}

async function matchingTargets(
  { store, templates }: ActionDeps,
  { query, cursor, perMinute, createdAt }: ActionRow,
  signal: AbortSignal,
): Promise<Portion> {
  const filter = await jobFilterOf(templates, query ?? {});
  const { items, next } = await store.findJobs({
    ...{ filter, sort: "createdAt", limit: portionSize(perMinute), signal },
    bound: noBound,
    cursor: cursor || undefined,
  });
  const matched = items.filter((job) => !endedLater(job, query?.state ?? [], createdAt));
  return { targets: matched.map(({ id, seq }) => ({ id, seq })), cursor: next };
}

/**
 * Whether a job that matches now did not when the action was made: the filter asks for jobs that
 * have ended, and this one ended later.
 */
function endedLater(
  { finishedAt }: { finishedAt: string | null },
  states: readonly JobState[],
  madeAt: number,
): boolean {
  return states.every(isFinal) && finishedAt !== null && Date.parse(finishedAt) > madeAt;
}
