import type { ActionEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import { announceEvents } from "../bus/announce-events.ts";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { isoTime } from "../store/iso-time.ts";
import type { ActionRow } from "./action-tables.ts";
import { progressOf } from "./present-action.ts";

export type AnnounceAction = (row: ActionRow) => Promise<void>;

/** Makes the function that publishes how far an action has come. */
export function createAnnounceAction(deps: {
  bus: Pick<Bus, "publish">;
  clock: Clock;
  telemetry: Telemetry;
}): AnnounceAction {
  return (row) =>
    announceEvents(deps, [
      makeEvent<ActionEvent>({
        ...{ type: "action.changed", id: newId(), subject: row.id, data: progressOf(row) },
        ...{ at: isoTime(deps.clock.now()), traceparent: row.traceparent },
      }),
    ]);
}
