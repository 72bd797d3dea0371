import type { JobRecord } from "./documents.ts";

/**
 * The lane of a job and its place in it. A job is in one lane at a time: that of its kind and queue
 * while workers may claim it, `due` while it waits for its time, `leased` while it runs. So one
 * index serves claims, staging and rescue.
 */
export type LanePosition = Required<Pick<JobRecord, "lane" | "rank" | "at">>;

/**
 * Lanes of the loops, in order of time: staging reads `due`, rescue reads `leased`. No kind of job
 * starts with `~`, so they sort behind the lanes of queues.
 */
export const loopLanes = { due: "~due", leased: "~leased" } as const;

/** Selects the lanes of queues. */
export const queueLanes = { lane: { $gt: "", $lt: "~" } };

/** Returns the lane of a kind and queue. */
export function laneOf({ kind, queue }: Pick<JobRecord["fixed"], "kind" | "queue">): string {
  return `${kind}/${queue}`;
}

/** Returns the position of a queued job, in order of claims. */
export function claimPosition({
  fixed,
  priority,
  runAt,
}: Pick<JobRecord, "fixed" | "priority" | "runAt">): LanePosition {
  return { lane: laneOf(fixed), rank: priority, at: runAt };
}

/** Returns the position in a loop's lane. */
export function loopPosition(
  lane: (typeof loopLanes)[keyof typeof loopLanes],
  at: Date,
): LanePosition {
  return { lane, rank: 0, at };
}

/** Selects the jobs of a loop's lane whose time has come by the server's clock. */
export function dueIn(lane: LanePosition["lane"]) {
  return { lane, rank: 0, $expr: { $lte: ["$at", "$$NOW"] } };
}
