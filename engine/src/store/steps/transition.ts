import { type Cause, isFinal, type JobState, next } from "@formwork/contracts/states";
import { dismissedGroup } from "../errors/error-group.ts";
import type { StoredTime } from "../iso-time.ts";
import type { Step, StepCause } from "./step.ts";

/** The part of a job that steps change. `progress`, `error` and `options` are JSON texts. */
export type Standing<Time extends StoredTime> = {
  /** Number of the last step; counts from 1 without holes. */
  seq: number;
  state: JobState;
  /** Attempts started, without those that were released. */
  attempt: number;
  /** Attempts since a person's last retry whose lease ran out. */
  crashes: number;
  /** Attempts since a person's last retry that failed. */
  failures: number;
  /** A person's retries, counted from 1. */
  run: number;
  runAt: Time;
  startedAt: Time | null;
  /** Start of the attempt before; becomes `startedAt` again when the attempt is released. */
  startedBefore: Time | null;
  finishedAt: Time | null;
  dismissedAt: Time | null;
  progress: string | null;
  error: string | null;
  /** Priority, queue and tags once a person changed them; null while they are as at first. */
  options: string | null;
  /** Its group among the failed jobs (`errors/error-group.ts`); null for a job in another state. */
  errorGroup: string | null;
};

/** A step, and where the job stands after it. */
export type AppliedStep<Time extends StoredTime> = { step: Step<Time>; standing: Standing<Time> };

/** Returns where a job stands before its first step. */
export function initialStanding<Time extends StoredTime>(createdAt: Time): Standing<Time> {
  return {
    seq: 0,
    state: "scheduled",
    attempt: 0,
    crashes: 0,
    failures: 0,
    run: 1,
    runAt: createdAt,
    startedAt: null,
    startedBefore: null,
    finishedAt: null,
    dismissedAt: null,
    progress: null,
    error: null,
    options: null,
    errorGroup: null,
  };
}

/**
 * Returns where a job stands after a step. Stores use it to write a step and to read it back, so
 * the two agree. Throws where the state forbids the move: a store checks that before it writes.
 */
export function after<Time extends StoredTime>(
  before: Standing<Time>,
  step: Step<Time>,
): Standing<Time> {
  // One copy that is then changed in place: this runs for each move of each job.
  const standing = copyOf(before);
  standing.seq++;
  if (isMove(step.c)) changeState(standing, step.c, step.at);
  changeFields(standing, step);
  return standing;
}

/** Applies the steps of a job in order, from where it stood before the first of them. */
export function replay<Time extends StoredTime>(
  base: Standing<Time>,
  steps: readonly Step<Time>[],
): AppliedStep<Time>[] {
  let standing = base;
  return steps.map((step) => {
    standing = after(standing, step);
    return { step, standing };
  });
}

/** Copies a standing, out of a larger record too. */
function copyOf<Time extends StoredTime>(record: Standing<Time>): Standing<Time> {
  return {
    seq: record.seq,
    state: record.state,
    attempt: record.attempt,
    crashes: record.crashes,
    failures: record.failures,
    run: record.run,
    runAt: record.runAt,
    startedAt: record.startedAt,
    startedBefore: record.startedBefore,
    finishedAt: record.finishedAt,
    dismissedAt: record.dismissedAt,
    progress: record.progress,
    error: record.error,
    options: record.options,
    errorGroup: record.errorGroup,
  };
}

function isMove(cause: StepCause): cause is Cause {
  return cause !== "create" && cause !== "progress" && cause !== "delete";
}

function changeState<Time extends StoredTime>(
  standing: Standing<Time>,
  cause: Cause,
  at: Time,
): void {
  const state = next(standing.state, cause);
  if (state === undefined)
    throw new Error(`A ${standing.state} job cannot take the step "${cause}"`);
  standing.state = state;
  standing.finishedAt = isFinal(state) ? (standing.finishedAt ?? at) : null;
}

/** A job that succeeded is done, whatever it reported last. */
function complete(progress: string): string {
  return JSON.stringify({ ...Object(JSON.parse(progress)), percent: 100 });
}

function changeFields<Time extends StoredTime>(standing: Standing<Time>, step: Step<Time>): void {
  switch (step.c) {
    case "create":
      standing.runAt = step.due ?? step.at;
      break;
    case "claim":
      standing.attempt++;
      standing.startedBefore = standing.startedAt;
      standing.startedAt = step.at;
      standing.progress = null;
      break;
    case "progress":
      standing.progress = step.progress ?? null;
      break;
    case "succeed":
      standing.error = null;
      standing.progress = standing.progress && complete(standing.progress);
      break;
    case "fail":
      standing.failures++;
      standing.runAt = step.due ?? step.at;
      standing.error = step.error ?? null;
      break;
    case "exhaust":
      if (step.lost) standing.crashes++;
      else standing.failures++;
      standing.error = step.error ?? null;
      standing.errorGroup = step.group ?? null;
      break;
    case "rescue":
      if (!step.spared) standing.crashes++;
      standing.error = step.error ?? null;
      break;
    case "release":
      standing.attempt--;
      standing.startedAt = standing.startedBefore;
      standing.progress = null;
      break;
    case "cancel":
      standing.error = step.error ?? standing.error;
      break;
    case "retry":
    case "reschedule":
      startNewRun(standing, step.due ?? step.at);
      break;
    case "dismiss":
      standing.dismissedAt = step.at;
      standing.errorGroup = standing.errorGroup && dismissedGroup(standing.errorGroup);
      break;
    case "due":
    case "change":
    case "postpone":
      standing.runAt = step.due ?? standing.runAt;
      standing.options = step.options ?? standing.options;
      break;
    case "delete":
      standing.errorGroup = null;
      break;
  }
}

function startNewRun<Time extends StoredTime>(standing: Standing<Time>, due: Time): void {
  standing.run++;
  standing.runAt = due;
  standing.crashes = 0;
  standing.failures = 0;
  standing.progress = null;
  standing.error = null;
  standing.dismissedAt = null;
  standing.errorGroup = null;
}
