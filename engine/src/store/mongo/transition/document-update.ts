import type { mongo } from "mongoose";
import type { Standing } from "../../transition.ts";
import type { JobDocument, JobRecord, WholeJob } from "../record/documents.ts";
import { claimPosition, loopLanes, loopPosition } from "../record/lane-position.ts";
import type { StoredStep } from "../record/stored-step.ts";

/** What else a move may change, beside what its steps say. */
export type Extra = Partial<
  Pick<WholeJob, "workerId" | "leaseToken" | "slot" | "result" | "resultToken" | "by">
>;

/** One change of a document. */
export type Change = { set: Partial<JobDocument>; unset: (keyof JobRecord)[]; steps: StoredStep[] };
type Consequences = Pick<Change, "set" | "unset">;

const moving = [
  ...([
    "state",
    "attempt",
    "crashes",
    "failures",
    "run",
    "runAt",
    "startedAt",
    "startedBefore",
  ] as const),
  ...(["finishedAt", "dismissedAt", "progress", "error"] as const),
];

/**
 * The change that takes a job to where it stands afterwards, and nothing that stays as it is, so
 * that only the indexes concerned are touched.
 */
export function changeOf(
  job: JobRecord,
  standing: Standing<Date>,
  extra: Extra,
  steps: StoredStep[],
): Change {
  const set: Record<string, unknown> = { seq: standing.seq };
  const gone: (keyof JobRecord)[] = [];
  for (const field of moving) {
    const value = standing[field] ?? undefined;
    if (value === job[field]) continue;
    if (value === undefined) gone.push(field);
    else set[field] = value;
  }
  const follows = steps.at(-1)?.c === "delete" ? buried : consequences(job, standing);
  return {
    set: Object.assign(set, follows.set, extra),
    unset: gone.concat(follows.unset.filter((field) => job[field] !== undefined)),
    steps,
  };
}

/**
 * What follows from where a job stands: which loop sees it, and that only a running one has a
 * lease.
 */
function consequences(job: JobRecord, { state, runAt }: Standing<Date>): Consequences {
  switch (state) {
    case "scheduled":
      return { set: {}, unset: [] };
    case "queued":
      return {
        set: job.parked ? {} : claimPosition({ ...job, runAt }),
        unset: [...lease, "waitsFor"],
      };
    case "running":
      return { set: { lane: loopLanes.leased, rank: 0 }, unset: ["parked", "waitsFor"] };
    case "retrying":
      return { set: loopPosition(loopLanes.due, runAt), unset: [...lease, "parked"] };
    case "succeeded":
    case "failed":
    case "cancelled":
      return { set: {}, unset: [...place, ...lease, "parked", "waitsFor"] };
  }
}

const place = ["lane", "rank", "at"] as const;
const lease = ["workerId", "leaseToken", "slot"] as const;

/** A deleted job is in no state any more, and its idempotency key is free. */
const buried: Consequences = { set: { state: "deleted" }, unset: ["idempotencyKey"] };

/** Tells changes apart: jobs with the same key change alike. */
export function keyOf({ set, unset, steps }: Change): string {
  return [
    ...Object.keys(set),
    ...Object.values(set).map(wordOf),
    ...unset,
    ...steps.flatMap((step) => Object.values(step).map(wordOf)),
  ].join(apart);
}

/** No name, number, or text of JSON has this character in it. */
const apart = "\u0000";

function wordOf(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}

/** The change as an update of plain values. */
export function updateOf({ set, unset, steps }: Change): mongo.UpdateFilter<JobDocument> {
  const gone = Object.fromEntries(unset.map((field) => [field, true as const]));
  return {
    $set: set,
    $push: { steps: { $each: steps } },
    ...(unset.length === 0 ? {} : { $unset: gone }),
  };
}

/**
 * The change as a pipeline that starts a lease by the server's clock. Its values are taken as they
 * are, whatever they look like.
 */
export function pipelineOf({ set, unset, steps }: Change, leaseMs: number): mongo.Document[] {
  const literal = Object.fromEntries(
    Object.entries(set).map(([field, value]) => [field, { $literal: value }]),
  );
  const pushed = { $concatArrays: ["$steps", { $literal: steps }] };
  const update = { $set: { ...literal, steps: pushed, at: { $add: ["$$NOW", leaseMs] } } };
  return unset.length === 0 ? [update] : [update, { $unset: unset }];
}
