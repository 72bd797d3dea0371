import type { mongo } from "mongoose";
import { endingUntil, leavesEnding } from "../../steps/ending.ts";
import type { JobOptions } from "../../steps/job-options.ts";
import type { Standing } from "../../steps/transition.ts";
import {
  type Fixed,
  type JobDocument,
  type JobRecord,
  readStanding,
  type WholeJob,
} from "../record/documents.ts";
import { claimPosition, loopLanes, loopPosition } from "../record/lane-position.ts";
import type { StoredStep } from "../record/stored-step.ts";

/** What a move may change beside what follows from its steps. */
export type Extra = Partial<
  Pick<
    WholeJob,
    "workerId" | "leaseToken" | "slot" | "permits" | "waitsFor" | "result" | "resultToken" | "by"
  >
>;

/** A change of one document: fields to set and to unset, steps to append. */
export type Change = {
  set: Partial<JobDocument>;
  unset: (keyof JobRecord)[];
  /** Fields to set within `fixed`. */
  fixed?: Pick<Fixed, "queue" | "tags">;
  steps: StoredStep[];
};
type FieldChange = Pick<Change, "set" | "unset">;

/** The fields of a standing but `seq`, which every change sets. */
const standingFields = [
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
  ...(["finishedAt", "dismissedAt", "progress", "error", "options", "errorGroup"] as const),
];

/**
 * Returns the change that takes a job to `standing`. Fields that stay the same are left out, so
 * that only the indexes concerned are written.
 */
export function changeOf(
  job: JobRecord,
  standing: Standing<Date>,
  extra: Extra,
  steps: StoredStep[],
): Change {
  const set: Record<string, unknown> = { seq: standing.seq };
  const unset: (keyof JobRecord)[] = [];
  for (const field of standingFields) {
    const value = standing[field] ?? undefined;
    if (value === job[field]) continue;
    if (value === undefined) unset.push(field);
    else set[field] = value;
  }
  const options = newOptions(job, standing);
  const lane =
    steps.at(-1)?.c === "delete"
      ? deletion
      : laneChange(waitingJob(withOptions(job, options), extra), standing, steps.at(-1));
  const priority = options === null ? {} : { priority: options.priority };
  return {
    set: Object.assign(set, priority, lane.set, extra),
    unset: unset.concat(lane.unset.filter((field) => job[field] !== undefined)),
    ...(options !== null && { fixed: { queue: options.queue, tags: options.tags } }),
    steps,
  };
}

/** Returns priority, queue and tags where a person changed them; null where not. */
function newOptions(job: JobRecord, { options }: Standing<Date>): JobOptions | null {
  return options === null || options === job.options ? null : JSON.parse(options);
}

function withOptions(job: JobRecord, options: JobOptions | null): JobRecord {
  if (options === null) return job;
  const { priority, queue, tags } = options;
  return { ...job, priority, fixed: { ...job.fixed, queue, tags } };
}

/** Returns the job with what it is going to wait for. */
function waitingJob(job: JobRecord, { waitsFor }: Extra): JobRecord {
  return waitsFor === undefined ? job : { ...job, waitsFor };
}

/**
 * Returns what follows from a step for the lane. An attempt that is cancelled keeps its places in all
 * limits, and its job stays in the lane `ending`, until nothing of it is left.
 */
function laneChange(
  job: JobRecord,
  standing: Standing<Date>,
  step: StoredStep | undefined,
): FieldChange {
  if (leavesEnding(job, step)) return endingChange(job, step?.at ?? standing.runAt);
  const { set, unset } = changeByState(job, standing);
  if (job.endingToken === undefined) return { set, unset };
  return { set: {}, unset: unset.filter((field) => field === "waitsFor") };
}

function endingChange({ leaseToken = "", at }: JobRecord, now: Date): FieldChange {
  const until = new Date(endingUntil(now.getTime(), at?.getTime() ?? 0));
  return {
    set: { lane: loopLanes.ending, at: until, endingToken: leaseToken },
    unset: ["leaseToken", "waitsFor"],
  };
}

/** Returns what follows once nothing is left of a cancelled attempt: the job is where its state says. */
export function endedChange(job: JobRecord): FieldChange {
  const { set, unset } = changeByState(job, readStanding(job));
  return { set, unset: [...new Set([...unset, ...lease, "endingToken" as const])] };
}

/** Returns what follows from a state: the lane of the job, and that only running jobs are leased. */
function changeByState(job: JobRecord, { state, runAt }: Standing<Date>): FieldChange {
  switch (state) {
    case "scheduled":
      return {
        set: loopPosition(job.waitsFor === undefined ? loopLanes.due : loopLanes.held, runAt),
        unset: [],
      };
    case "queued":
      return {
        set: claimPosition({ ...job, runAt }),
        unset: [...lease, "waitsFor"],
      };
    case "running":
      return { set: { lane: loopLanes.leased }, unset: ["waitsFor"] };
    case "retrying":
      return { set: loopPosition(loopLanes.due, runAt), unset: lease };
    case "succeeded":
    case "failed":
    case "cancelled":
      return { set: {}, unset: [...place, ...lease, "waitsFor"] };
  }
}

const place = ["lane", "at"] as const;
const lease: (keyof JobRecord)[] = ["workerId", "leaseToken", "slot", "permits"];

/** A deleted job leaves its state, and its idempotency key may be used again. */
const deletion: FieldChange = { set: { state: "deleted" }, unset: ["idempotencyKey"] };

/** Returns a key that equal changes share, so that their jobs can share a statement. */
export function changeKey({ set, unset, steps }: Change): string {
  return [
    ...Object.keys(set),
    ...Object.values(set).map(comparable),
    ...unset,
    ...steps.flatMap((step) => Object.values(step).map(comparable)),
  ].join(separator);
}

/** A character that no field name, number or JSON text contains. */
const separator = "\u0000";

function comparable(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}

/** Returns the change as an update. */
export function updateOf({ set, unset, fixed, steps }: Change): mongo.UpdateFilter<JobDocument> {
  const unsetFields = Object.fromEntries(unset.map((field) => [field, true as const]));
  const within = Object.entries(fixed ?? {}).map(([field, value]) => [`fixed.${field}`, value]);
  return {
    $set: { ...set, ...Object.fromEntries(within) },
    $push: { steps: { $each: steps } },
    ...(unset.length === 0 ? {} : { $unset: unsetFields }),
  };
}

/**
 * Returns the change as an update pipeline that also starts a lease by the server's clock. Values
 * are literals, so that a text such as `$$NOW` stays a text.
 */
export function pipelineOf({ set, unset, steps }: Change, leaseMs: number): mongo.Document[] {
  const literal = Object.fromEntries(
    Object.entries(set).map(([field, value]) => [field, { $literal: value }]),
  );
  const pushed = { $concatArrays: ["$steps", { $literal: steps }] };
  const update = { $set: { ...literal, steps: pushed, at: { $add: ["$$NOW", leaseMs] } } };
  return unset.length === 0 ? [update] : [update, { $unset: unset }];
}
