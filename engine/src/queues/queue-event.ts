import type { QueueEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import { isoTime } from "../store/iso-time.ts";
import { presentRules } from "./present-queue.ts";
import type { QueueRow } from "./queue-table.ts";

/** What happened to the rules of a queue. */
export type QueueNews = { type: QueueEvent["type"]; traceparent: string | null; now: number };

/** Returns the event of a queue that has other rules now. */
export function queueEvent(row: QueueRow, { type, traceparent, now }: QueueNews): QueueEvent {
  return makeEvent<QueueEvent>({
    ...{ type, id: newId(), subject: row.name, at: isoTime(now), traceparent },
    data: presentRules(row),
  });
}
