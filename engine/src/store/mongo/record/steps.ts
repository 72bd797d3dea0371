import { type JobEvent, type JobEventType, jobEvent } from "@formwork/contracts/event";
import { type Cause, eventOfCause, isFinal, next } from "@formwork/contracts/states";
import { isoTime } from "../../iso-time.ts";
import { type Born, type JobRecord, type Standing, summaryOf } from "./documents.ts";
import type { Step } from "./step.ts";

/** Where a job stands before its first step. */
export function unborn(createdAt: Date): Standing {
  return {
    seq: 0,
    state: "scheduled",
    attempt: 0,
    crashes: 0,
    failures: 0,
    run: 1,
    runAt: createdAt,
  };
}

/**
 * Where a job stands after a step. Both writing a step and reading it back go by this, so they
 * cannot differ.
 */
export function after(before: Standing, step: Step): Standing {
  return { ...moved(before, step), ...changesBy(before, step), seq: before.seq + 1 };
}

function moved(before: Standing, { c, at }: Step): Standing {
  if (c === "create" || c === "progress" || c === "delete") return before;
  const state = next(before.state, c);
  if (state === undefined) throw new Error(`A ${before.state} job cannot take the step "${c}"`);
  return { ...before, state, finishedAt: isFinal(state) ? (before.finishedAt ?? at) : undefined };
}

function changesBy(before: Standing, step: Step): Partial<Standing> {
  const { at, error } = step;
  switch (step.c) {
    case "create":
      return { runAt: step.due ?? at };
    case "claim":
      return {
        attempt: before.attempt + 1,
        startedAt: at,
        startedBefore: before.startedAt,
        progress: undefined,
      };
    case "progress":
      return { progress: step.progress };
    case "succeed":
      return { error: undefined };
    case "fail":
      return { error, failures: before.failures + 1, runAt: step.due ?? at };
    case "exhaust":
      return step.lost
        ? { error, crashes: before.crashes + 1 }
        : { error, failures: before.failures + 1 };
    case "rescue":
      return { error, crashes: before.crashes + 1 };
    case "release":
      return { attempt: before.attempt - 1, startedAt: before.startedBefore, progress: undefined };
    case "cancel":
      return { error: step.error ?? before.error };
    case "retry":
      return {
        runAt: at,
        run: before.run + 1,
        failures: 0,
        crashes: 0,
        error: undefined,
        progress: undefined,
        dismissedAt: undefined,
      };
    case "dismiss":
      return { dismissedAt: at };
    case "due":
    case "delete":
      return {};
  }
}

/** A step and where the job stood after it. */
export type Taken = { step: Step; standing: Standing };

/** Takes the steps of a job again, from `base`, or from its beginning. */
export function replay(
  { createdAt }: Born,
  steps: Step[],
  base: Standing = unborn(createdAt),
): Taken[] {
  let standing = base;
  return steps.map((step) => {
    standing = after(standing, step);
    return { step, standing };
  });
}

const otherTypes = {
  create: "job.created",
  progress: "job.progressed",
  delete: "job.deleted",
} as const;

/** The event of a step. */
export function eventOf(job: Born, { step, standing }: Taken): JobEvent {
  const { c, at, trace } = step;
  const type: JobEventType =
    // One list or the other has it.
    c in otherTypes ? otherTypes[c as keyof typeof otherTypes] : eventOfCause[c as Cause];
  return jobEvent(
    type,
    summaryOf(job, standing),
    isoTime(at.getTime()),
    trace ?? job.fixed.traceparent,
  );
}

/** The events from number `from` on that the steps in memory tell. */
export function eventsFrom(job: JobRecord, from: number): JobEvent[] {
  const last = job.steps.at(-1);
  // The commonest case: all but the last step are on the bus, and the job stands where that led.
  if (from === job.seq && last !== undefined) return [eventOf(job, { step: last, standing: job })];
  const taken = replay(job, job.steps, job.base);
  return taken.filter(({ standing }) => standing.seq >= from).map((one) => eventOf(job, one));
}
