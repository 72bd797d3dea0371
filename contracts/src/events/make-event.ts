import type { JobSummary } from "../jobs/job.ts";
import type { FormworkEvent, JobEvent, JobEventType } from "./events.ts";
import { traceHeaders } from "./trace-context.ts";

/** What the maker of an event says; the rest of the envelope is the same for all. */
type Given<Event extends FormworkEvent> = Pick<Event, "type" | "id" | "subject" | "data"> & {
  /** When it happened, RFC 3339 in UTC. */
  at: string;
  /** Trace of the request that caused it (`trace-context.ts`). */
  traceparent?: string | null | undefined;
};

/** Makes an event: `given` in the one envelope. */
export function makeEvent<Event extends FormworkEvent>(given: Given<Event>) {
  const { type, id, subject, at: time, traceparent, data } = given;
  if (traceparent?.includes(" "))
    return {
      specversion,
      id,
      source,
      subject,
      type,
      time,
      datacontenttype,
      ...traceHeaders(traceparent),
      data,
    } as const;
  // Two literals and no spread: four times as fast, and each job makes four events or more.
  return traceparent == null
    ? ({ specversion, id, source, subject, type, time, datacontenttype, data } as const)
    : ({
        specversion,
        id,
        source,
        subject,
        type,
        time,
        datacontenttype,
        traceparent,
        data,
      } as const);
}

const specversion = "1.0";
const source = "/formwork";
const datacontenttype = "application/json";

/** Makes the event of one step of a job, from the job just after it. */
export function jobEvent(
  type: JobEventType,
  job: JobSummary,
  at: string,
  traceparent?: string,
): JobEvent {
  const id = `${job.id}:${job.seq}`;
  return makeEvent<JobEvent>({ type, id, subject: job.id, at, traceparent, data: job });
}
