import type { JobRecord } from "./documents.ts";

/**
 * Where a job is found by who has to do something with it. One index serves them all, since a job
 * is in one lane at a time: that of its kind and queue while workers may claim it, one of the
 * loops' while it waits for its time, or while somebody has it in hands.
 */

/**
 * The loops' own: ordered by the time something is to be done. No kind of job begins so, and all of
 * them sort behind the queues.
 */
export const loopLanes = { due: "~due", leased: "~leased" } as const;

export type LanePosition = Required<Pick<JobRecord, "lane" | "rank" | "at">>;

/** The lane of a kind and a queue. */
export function laneOf({ kind, queue }: Pick<JobRecord["fixed"], "kind" | "queue">): string {
  return `${kind}/${queue}`;
}

/** Where workers look for a job. */
export function claimPosition({
  fixed,
  priority,
  runAt,
}: Pick<JobRecord, "fixed" | "priority" | "runAt">): LanePosition {
  return { lane: laneOf(fixed), rank: priority, at: runAt };
}

/** Where a loop looks for it. */
export function loopPosition(
  lane: (typeof loopLanes)[keyof typeof loopLanes],
  at: Date,
): LanePosition {
  return { lane, rank: 0, at };
}

/** The lanes of queued jobs. */
export const queueLanes = { lane: { $gt: "", $lt: "~" } };

/** What a loop finds in its lane: those whose time has come by the server's clock. */
export function dueIn(lane: LanePosition["lane"]) {
  return { lane, rank: 0, $expr: { $lte: ["$at", "$$NOW"] } };
}
