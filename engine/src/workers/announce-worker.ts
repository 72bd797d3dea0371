import type { WorkerEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import { announceSoon } from "../announcements/announcer.ts";
import { withEvents } from "../announcements/unsent-events.ts";
import { isoTime } from "../store/iso-time.ts";
import type { Versioned } from "../store/table.ts";
import type { WorkerDeps } from "./worker-deps.ts";
import { stateOf } from "./worker-life.ts";
import type { WorkerRow } from "./worker-table.ts";

/** What happened to a worker. */
export type WorkerNews = {
  type: WorkerEvent["type"];
  reason: WorkerEvent["data"]["reason"];
  traceparent?: string | null;
};

/** Returns a changed worker with the event that reports the change. */
export function withWorkerNews(row: WorkerRow, news: WorkerNews, now: number): WorkerRow {
  return withEvents(row, [eventOf(row, news, now)], { now });
}

/**
 * Logs news of a worker, and publishes its events. Whoever stored the change calls it, so that each
 * is said once.
 */
export async function announceWorker(
  { announce, telemetry }: Pick<WorkerDeps, "announce" | "telemetry">,
  stored: Versioned<WorkerRow>,
  { type, reason }: WorkerNews,
): Promise<void> {
  const { id: workerId, host, runningCount: running } = stored.row;
  telemetry.log[reason === "silent" ? "warn" : "info"](type, { workerId, host, reason, running });
  await announceSoon(announce, [stored]);
}

function eventOf(row: WorkerRow, { type, reason, traceparent }: WorkerNews, now: number) {
  const { id, kinds, queues, concurrency, host, pid, version, runningCount: running } = row;
  const state = stateOf(row);
  return makeEvent<WorkerEvent>({
    ...{ type, id: newId(), subject: id, at: isoTime(now), traceparent },
    data: { kinds, queues, concurrency, host, pid, version, state, reason, running },
  });
}
