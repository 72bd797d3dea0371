import type { RunKind } from "@formwork/contracts/run";
import { claimKind, type RemoteLane, remoteKinds, templateOfKind } from "../../steps/claim-kind.ts";
import { turnOf } from "../../steps/turn.ts";
import type { JobRecord } from "./documents.ts";

/**
 * The lane of a job and its place in it. A job that has not ended is in one lane at a time: that of
 * its kind and queue while workers may claim it, that of a full concurrency key or owner while it is
 * parked there, `due` while it waits for its time, `held` while it waits for other jobs, `leased`
 * while it runs, `ending` while something of its cancelled attempt may be left, whatever its state.
 * So one index serves claims, staging and rescue.
 */
export type LanePosition = Required<Pick<JobRecord, "lane" | "at">>;

/**
 * Lanes of the loops, in order of time: staging reads `due`, rescue reads `leased` and `ending`. No kind of job
 * starts with `~`, so they sort behind the lanes of queues.
 */
export const loopLanes = {
  due: "~due",
  held: "~held",
  leased: "~leased",
  ending: "~ending",
} as const;

/** Selects the lanes of queues. */
export const queueLanes = { lane: { $gt: "", $lt: "~" } };

/** Selects the lanes in which jobs of full concurrency keys are parked. */
export const keyLanes = { lane: { $gte: "~key/", $lt: "~key0" } };

/** Selects the lanes in which jobs are parked of whose owner as many run as may. */
export const ownerLanes = { lane: { $gte: "~owner/", $lt: "~owner0" } };

/** Selects all lanes of parked jobs, and those of loops that sort in between. */
export const parkedLanes = { lane: { $gte: keyLanes.lane.$gte, $lt: ownerLanes.lane.$lt } };

/** Selects the lanes of remote jobs. */
export const remoteLanes = { lane: { $gte: remoteKinds.from, $lt: remoteKinds.to } };

/** Returns the range of the lanes of a kind: "0" is the character behind "/". */
export function lanesOfKind(kind: RunKind): { $gt: string; $lt: string } {
  if (kind !== "remote") return { $gt: `${kind}/`, $lt: `${kind}0` };
  return { $gt: remoteKinds.from, $lt: remoteKinds.to };
}

/** Returns the lane of a kind and queue; that of a remote job names its template too. */
function laneOf(fixed: Pick<JobRecord["fixed"], "kind" | "queue" | "template">): string {
  return `${claimKind(fixed)}/${fixed.queue}`;
}

/** Returns the queue of the lane of a kind and queue. */
export function queueOf(lane: string): string {
  return lane.slice(lane.indexOf("/") + 1);
}

/** Returns the lane in which jobs of a full concurrency key are parked. */
export function keyLane(key: string): string {
  return `~key/${key}`;
}

/** Whether jobs of a full concurrency key are parked in a lane. */
export function isKeyLane(lane: string): boolean {
  return lane.startsWith("~key/");
}

/** Returns the key whose jobs are parked in a lane. */
export function keyOf(lane: string): string {
  return lane.slice("~key/".length);
}

/** Returns template and queue of a lane of remote jobs. */
export function remoteLaneOf(lane: string): RemoteLane {
  const [kind = "", queue = ""] = lane.split("/");
  return { template: templateOfKind(kind), queue };
}

/** The lane of a stored job, computed by the server. */
export const storedLane = {
  $concat: [
    {
      $cond: [
        { $eq: ["$fixed.kind", "remote"] },
        { $concat: [remoteKinds.from, "$fixed.template"] },
        "$fixed.kind",
      ],
    },
    "/",
    "$fixed.queue",
  ],
};

/** Returns the lane in which jobs are parked of whose owner as many run as may. */
export function ownerLane(owner: string): string {
  return `~owner/${owner}`;
}

/** Whether jobs are parked in a lane of whose owner as many run as may. */
export function isOwnerLane(lane: string): boolean {
  return lane.startsWith("~owner/");
}

/** Returns the owner whose jobs are parked in a lane. */
export function ownerOf(lane: string): string {
  return lane.slice("~owner/".length);
}

/** Returns the position of a queued job, in order of claims. */
export function claimPosition(
  job: Pick<JobRecord, "fixed" | "priority" | "runAt" | "createdAt">,
): LanePosition {
  const { fixed, priority, runAt, createdAt } = job;
  const turn = turnOf({ priority, runAt: runAt.getTime(), createdAt: createdAt.getTime() });
  return { lane: laneOf(fixed), at: new Date(turn) };
}

/** Returns the position in a loop's lane. */
export function loopPosition(
  lane: (typeof loopLanes)[keyof typeof loopLanes],
  at: Date,
): LanePosition {
  return { lane, at };
}

/** Selects the jobs of a loop's lane whose time has come by the server's clock. */
export function dueIn(lane: LanePosition["lane"]) {
  return { lane, $expr: { $lte: ["$at", "$$NOW"] } };
}
