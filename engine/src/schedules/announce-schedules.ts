import type { ScheduleEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import { announceEvents } from "../bus/announce-events.ts";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { isoTime } from "../store/iso-time.ts";
import { neverDue, type ScheduleRow } from "./schedule-tables.ts";
import type { Slot } from "./timing/next-slot.ts";

/** What happened to a schedule. */
export type ScheduleNews = {
  type: ScheduleEvent["type"];
  row: ScheduleRow;
  reason?: string | null;
  jobId?: string | null;
  slots?: readonly Pick<Slot, "at" | "local">[];
  traceparent?: string | null;
};
export type AnnounceSchedules = (news: ScheduleNews[]) => Promise<void>;

/** Slots that one event lists. */
export const maxListedSlots = 100;

/** Makes the function that publishes events about schedules, many in one call. */
export function createAnnounceSchedules(deps: {
  bus: Pick<Bus, "publish">;
  clock: Clock;
  telemetry: Telemetry;
}): AnnounceSchedules {
  return (news) =>
    announceEvents(
      deps,
      news.map((each) => eventOf(each, deps.clock.now())),
    );
}

function eventOf({ type, row, traceparent, ...rest }: ScheduleNews, now: number): ScheduleEvent {
  const { id, name, template, enabled, dueAt } = row;
  const { reason = null, jobId = null, slots = [] } = rest;
  const nextRunAt = dueAt === neverDue ? null : isoTime(dueAt);
  const listed = slots.slice(-maxListedSlots).map(({ at, local }) => ({ at: isoTime(at), local }));
  return makeEvent<ScheduleEvent>({
    ...{ type, id: newId(), subject: id, at: isoTime(now), traceparent },
    data: { id, name, template, enabled, nextRunAt, reason, jobId, slots: listed },
  });
}
