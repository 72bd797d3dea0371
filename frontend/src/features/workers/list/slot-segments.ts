import type { HeldJob, Worker } from "@formwork/contracts/worker";

/** A part of the bar of a worker's slots; the last two stand for `count` slots. */
export type SlotSegment =
  | { kind: "job"; job: HeldJob }
  | { kind: "more"; count: number }
  | { kind: "free"; count: number };

/** Slots that are drawn one by one; each is a target for a finger, so that more fill the screen. */
const maxDrawn = 40;

/**
 * Divides a worker's slots: one segment for each job that it names, one for the jobs beyond those,
 * and the free slots, one by one where they are few.
 */
export function slotSegments({
  jobs,
  runningCount,
  concurrency,
}: Pick<Worker, "jobs" | "runningCount" | "concurrency">): SlotSegment[] {
  const named = jobs.slice(0, maxDrawn).map((job): SlotSegment => ({ kind: "job", job }));
  const more = runningCount - named.length;
  const free = Math.max(0, concurrency - runningCount);
  return [
    ...named,
    ...(more > 0 ? [{ kind: "more" as const, count: more }] : []),
    ...freeSegments(free, concurrency <= maxDrawn),
  ];
}

function freeSegments(free: number, oneByOne: boolean): SlotSegment[] {
  if (oneByOne) return Array.from({ length: free }, () => ({ kind: "free", count: 1 }));
  return free === 0 ? [] : [{ kind: "free", count: free }];
}
