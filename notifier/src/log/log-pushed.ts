import type { FormworkEvent } from "@formwork/contracts/events/events";
import { finalStates } from "@formwork/contracts/states";
import type { Log } from "@formwork/engine/runtime/telemetry";
import { traceIdOf } from "@formwork/engine/runtime/trace-scope";

const endings: ReadonlySet<string> = new Set(finalStates.map((state) => `job.${state}`));

/**
 * Writes a line about an event that was queued for sockets: at `info` for the end of a job, so that
 * each job has one, and at `debug` for any other.
 */
export function logPushed(log: Log, event: FormworkEvent, sockets: number): void {
  const { type, id, subject, traceparent } = event;
  const job = type.startsWith("job.") ? { jobId: subject } : { subject };
  log[endings.has(type) ? "info" : "debug"]("event.pushed", {
    ...{ type, eventId: id, ...job, sockets, traceId: traceIdOf(traceparent) },
  });
}
