import type { WorkerEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import { announceEvents } from "../bus/announce-events.ts";
import { isoTime } from "../store/iso-time.ts";
import type { WorkerDeps } from "./worker-deps.ts";
import { stateOf } from "./worker-life.ts";
import type { WorkerRow } from "./worker-table.ts";

/** What happened to a worker; `row` is how it is since. */
export type WorkerNews = {
  type: WorkerEvent["type"];
  row: WorkerRow;
  reason: WorkerEvent["data"]["reason"];
  traceparent?: string | null;
};

/** Logs and publishes news of workers. Whoever stored the change calls it, so each is said once. */
export async function announceWorkers(
  { bus, telemetry, store }: Pick<WorkerDeps, "bus" | "telemetry" | "store">,
  news: WorkerNews[],
): Promise<void> {
  for (const { type, row, reason } of news) {
    const { id: workerId, host, runningCount: running } = row;
    telemetry.log[reason === "silent" ? "warn" : "info"](type, { workerId, host, reason, running });
  }
  const at = isoTime(store.now());
  await announceEvents(
    { bus, telemetry },
    news.map((each) => eventOf(each, at)),
  );
}

function eventOf({ type, row, reason, traceparent }: WorkerNews, at: string): WorkerEvent {
  const { id, kinds, queues, concurrency, host, pid, version, runningCount: running } = row;
  const state = stateOf(row);
  return makeEvent<WorkerEvent>({
    ...{ type, id: newId(), subject: id, at, traceparent },
    data: { kinds, queues, concurrency, host, pid, version, state, reason, running },
  });
}
