import type { JobEvent } from "@formwork/contracts/events/events";
import { restoreOptions } from "../../steps/job-options.ts";
import { eventOfStep } from "../../steps/step-event.ts";
import { type AppliedStep, replay } from "../../steps/transition.ts";
import { type Born, baseOf, type JobRecord, summaryOf } from "./documents.ts";

/** Returns the event of a job's step. */
export function eventOf(job: Born, { step, standing }: AppliedStep<Date>): JobEvent {
  return eventOfStep(step, summaryOf(job, standing), job.fixed.traceparent);
}

/** Returns the events from number `from` on, as far as the job's document has their steps. */
export function eventsFrom(job: JobRecord, from: number): JobEvent[] {
  const last = job.steps.at(-1);
  // The commonest case: all but the last step are on the bus, and the job stands where that led.
  if (from === job.seq && last !== undefined)
    return [eventOfStep(last, summaryOf(job, job), job.fixed.traceparent)];
  return restoreOptions(replay(baseOf(job, job.base), job.steps))
    .filter(({ standing }) => standing.seq >= from)
    .map((applied) => eventOf(job, applied));
}
