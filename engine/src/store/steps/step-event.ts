import type { JobEvent, JobEventType } from "@formwork/contracts/events/events";
import { jobEvent } from "@formwork/contracts/events/make-event";
import type { JobSummary } from "@formwork/contracts/job";
import { eventOfCause } from "@formwork/contracts/states";
import { isoTime, type StoredTime } from "../iso-time.ts";
import type { Step, StepCause } from "./step.ts";

const typeOfCause = {
  ...eventOfCause,
  create: "job.created",
  progress: "job.progressed",
  delete: "job.deleted",
} as const satisfies Record<StepCause, JobEventType>;

/**
 * Returns the event of a step. `summary` is the job after the step, `traceparent` the job's own
 * trace context.
 */
export function eventOfStep<Time extends StoredTime>(
  step: Step<Time>,
  summary: JobSummary,
  traceparent: string | undefined,
): JobEvent {
  const event = jobEvent(typeOfCause[step.c], summary, isoTime(step.at), step.trace ?? traceparent);
  if (step.rerun !== undefined) return { ...event, resolvedBy: step.rerun };
  return step.actor === undefined ? event : { ...event, actor: step.actor };
}
