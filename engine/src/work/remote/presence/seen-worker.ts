import type { HeldJob } from "@formwork/contracts/worker";
import type { WorkerFacts } from "../../../workers/worker-table.ts";

/** What this process has seen of a remote worker. Times are those of `Clock.monotonic` unless told. */
export type SeenWorker = {
  facts: WorkerFacts;
  /** Claims of it that wait here. */
  waiting: number;
  /** The jobs that it runs, and until when their leases hold, by their ids. */
  held: Map<string, { job: HeldJob; until: number }>;
  /** When it last called. */
  calledAt: number;
  /** When it was last reported, by the store's clock; null before the first time. */
  reportedAt: number | null;
  /** True while a person has it drain. */
  isDraining: boolean;
};

/** A worker that neither waits nor runs a job is away after this time without a call. */
const awayAfterMs = 10_000;

/** Returns what was seen of a worker that calls for the first time. */
export function firstSeen(facts: WorkerFacts, now: number): SeenWorker {
  return {
    ...{ facts, waiting: 0, held: new Map(), calledAt: now },
    ...{ reportedAt: null, isDraining: false },
  };
}

/** Returns the jobs whose leases hold, and forgets the others. */
export function heldJobs({ held }: SeenWorker, now: number): HeldJob[] {
  for (const [id, { until }] of held) if (until <= now) held.delete(id);
  return Array.from(held.values(), ({ job }) => job);
}

/** Returns true for a worker that is not there any more, as far as this process can know. */
export function isAway(seen: SeenWorker, now: number): boolean {
  return (
    seen.waiting === 0 && heldJobs(seen, now).length === 0 && now - seen.calledAt > awayAfterMs
  );
}
