import type { ScheduleEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { withEvents } from "../../announcements/unsent-events.ts";
import { isoTime } from "../../store/iso-time.ts";
import { neverDue, type ScheduleRow } from "../schedule-tables.ts";
import type { Slot } from "../timing/next-slot.ts";

/** What happened to a schedule. */
export type ScheduleNews = {
  type: ScheduleEvent["type"];
  reason?: string | null;
  jobId?: string | null;
  slots?: readonly Pick<Slot, "at" | "local">[];
  traceparent?: string | null | undefined;
};

/** Slots that one event lists. */
export const maxListedSlots = 100;

/** Returns a changed schedule with the events that report the change, numbered. */
export function withNews(row: ScheduleRow, news: ScheduleNews[], now: number): ScheduleRow {
  // A schedule that was stored before there were such events has no number.
  const { seq = 0 } = row;
  const events = news.map((each, index) => eventOf(row, each, seq + index + 1, now));
  return withEvents({ ...row, seq: seq + news.length }, events, { now });
}

function eventOf(row: ScheduleRow, news: ScheduleNews, seq: number, now: number): ScheduleEvent {
  const { id, name, template, createdBy, enabled, dueAt } = row;
  const { type, reason = null, jobId = null, slots = [], traceparent } = news;
  const nextRunAt = dueAt === neverDue ? null : isoTime(dueAt);
  const listed = slots.slice(-maxListedSlots).map(({ at, local }) => ({ at: isoTime(at), local }));
  return makeEvent<ScheduleEvent>({
    ...{ type, id: `${id}:${seq}`, subject: id, at: isoTime(now), traceparent },
    data: { id, seq, name, template, createdBy, enabled, nextRunAt, reason, jobId, slots: listed },
  });
}
