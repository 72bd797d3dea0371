import type { QueueEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import { announceEvents } from "../bus/announce-events.ts";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { isoTime } from "../store/iso-time.ts";
import { presentRules } from "./present-queue.ts";
import type { QueueRow } from "./queue-table.ts";

/** Publishes that a queue has other rules now. */
export type AnnounceQueue = (
  type: QueueEvent["type"],
  row: QueueRow,
  traceparent: string | null,
) => Promise<void>;

/** Makes the function that publishes events about queues. */
export function createAnnounceQueue(deps: {
  bus: Pick<Bus, "publish">;
  clock: Clock;
  telemetry: Telemetry;
}): AnnounceQueue {
  return (type, row, traceparent) =>
    announceEvents(deps, [
      makeEvent<QueueEvent>({
        ...{ type, id: newId(), subject: row.name, at: isoTime(deps.clock.now()), traceparent },
        data: presentRules(row),
      }),
    ]);
}
