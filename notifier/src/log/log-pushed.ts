import type { FormworkEvent } from "@formwork/contracts/events/events";
import { traceFieldsOf } from "@formwork/contracts/events/trace-context";
import { finalStates } from "@formwork/contracts/states";
import type { Log } from "@formwork/engine/runtime/telemetry";

const endings: ReadonlySet<string> = new Set(finalStates.map((state) => `job.${state}`));

/**
 * Writes a line about an event that was queued for sockets: at `info` for the end of a job, so that
 * each job has one, and at `debug` for any other.
 */
export function logPushed(log: Log, event: FormworkEvent, sockets: number): void {
  const { type, id, subject } = event;
  const job = type.startsWith("job.") ? { jobId: subject } : { subject };
  log[endings.has(type) ? "info" : "debug"]("event.pushed", {
    ...{ type, eventId: id, ...job, sockets, ...traceFieldsOf(event) },
  });
}
