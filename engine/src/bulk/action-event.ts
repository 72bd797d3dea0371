import type { ActionEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import { withEvents } from "../announcements/unsent-events.ts";
import { isoTime } from "../store/iso-time.ts";
import type { ActionRow } from "./action-tables.ts";
import { progressOf } from "./present-action.ts";

/**
 * Returns an action with the event of how far it has come. It replaces one that could not be
 * published yet, as each tells all that those before it did.
 */
export function withProgress(row: ActionRow, now: number): ActionRow {
  const event = makeEvent<ActionEvent>({
    ...{ type: "action.changed", id: newId(), subject: row.id, data: progressOf(row) },
    ...{ at: isoTime(now), traceparent: row.traceparent },
  });
  return withEvents(row, [event], { now, max: 1 });
}
