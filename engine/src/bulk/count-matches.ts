import type { JobActionReason } from "@formwork/contracts/job-action";
import type { JobState } from "@formwork/contracts/states";
import { DomainError } from "../errors.ts";
import { type JobQuery, jobFilterOf } from "../jobs/job-query.ts";
import type { Store } from "../store/store.ts";
import type { JobFilter } from "../store/verbs/job-store.ts";
import { noBound } from "../store/verbs/look-bound.ts";
import type { ActionDeps } from "./action-deps.ts";
import type { ActionKind } from "./action-kinds.ts";
import { addReason } from "./portion/tally.ts";

/** What an action is about when it is made. */
export type Matches = {
  /** The jobs to move; null where they are listed. */
  query: JobQuery | null;
  /** Where the first portion begins; null where there is nothing to move. */
  cursor: string | null;
  total: number | null;
  failed: number;
  reasons: JobActionReason[];
};

/** A caller waits for the count; without one, an action shows only how many jobs it has moved. */
const maxCountMs = 4000;
const sampleSize = 5;

/**
 * Counts the jobs that match now. Those whose state forbids the move are counted as refused and not
 * looked at again; the query is narrowed to the others, and to jobs that exist by now.
 */
export async function countMatches(
  deps: ActionDeps,
  wish: { query: JobQuery; kind: ActionKind; signal: AbortSignal | undefined },
): Promise<Matches> {
  const { query: asked, kind } = wish;
  const filter = await jobFilterOf(deps.templates, asked);
  const timeout = AbortSignal.timeout(maxCountMs);
  const signal = wish.signal === undefined ? timeout : AbortSignal.any([wish.signal, timeout]);
  const counted = await countStates(deps.store, filter, signal).catch((error: unknown) =>
    isTooLong(error, timeout) ? null : Promise.reject(error),
  );
  const to = Math.min(asked.to ?? Number.POSITIVE_INFINITY, counted?.to ?? deps.clock.now() + 1);
  const state = (asked.state ?? kind.states).filter((one) => kind.states.includes(one));
  const query = { ...asked, to, state };
  if (counted === null) return { query, cursor: "", total: null, failed: 0, reasons: [] };
  const { states } = counted;
  const refused = states.filter(({ state }) => !kind.states.includes(state));
  return {
    query,
    cursor: states.length > refused.length ? "" : null,
    total: sumOf(states),
    failed: sumOf(refused),
    reasons: await reasonsOf(deps.store, filter, refused, signal),
  };
}

type StateCount = { state: JobState; count: number };

/** Counts by state, and says before when the newest job that matches was created. */
async function countStates(store: Store, filter: JobFilter, signal: AbortSignal) {
  const wanted = { filter, sort: "-createdAt", limit: 1, bound: noBound, signal } as const;
  const [newest] = (await store.findJobs(wanted)).items;
  // By the store's clock, which created it.
  const to = newest === undefined ? 0 : Date.parse(newest.createdAt) + 1;
  const bounded = { ...filter, to: Math.min(to, filter.to ?? to) };
  const sums = new Map<JobState, number>();
  if (newest !== undefined)
    for (const { state, count } of (await store.countJobs({ filter: bounded, signal })).counts)
      sums.set(state, count + (sums.get(state) ?? 0));
  const states: StateCount[] = [...sums].map(([state, count]) => ({ state, count }));
  return { to, states };
}

/** Makes the reasons of jobs whose state forbids the move, with a few ids for each. */
async function reasonsOf(
  store: Store,
  filter: JobFilter,
  refused: StateCount[],
  signal: AbortSignal,
): Promise<JobActionReason[]> {
  let reasons: JobActionReason[] = [];
  for (const { state, count } of refused) {
    const narrowed: JobFilter = { ...filter, state: [state] };
    const sampled = await store
      .findJobs({
        ...{ filter: narrowed, sort: "-createdAt", limit: sampleSize },
        ...{ bound: noBound, signal },
      })
      .catch(() => ({ items: [] }));
    const sampleIds = sampled.items.map(({ id }) => id);
    reasons = addReason(reasons, { code: "state-conflict", state, count, sampleIds });
  }
  return reasons;
}

function sumOf(states: readonly StateCount[]): number {
  return states.reduce((sum, { count }) => sum + count, 0);
}

/** Whether counting takes too long: by our own patience, or by that of the store. */
function isTooLong(error: unknown, timeout: AbortSignal): boolean {
  return timeout.aborted && !(error instanceof DomainError && error.code !== "unavailable");
}
