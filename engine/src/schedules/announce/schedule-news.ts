import type { ScheduleEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
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

/**
 * Events that a row keeps while they cannot be published; the oldest are dropped first. So many take
 * a schedule that fires each minute three hours, and a row at most 2 MB.
 */
const maxUnsent = 200;

/**
 * Returns a changed schedule with the events that report the change. They are stored in the same
 * write, so that a crash before they are published does not lose them.
 */
export function withNews(row: ScheduleRow, news: ScheduleNews[], now: number): ScheduleRow {
  if (news.length === 0) return row;
  // A schedule that was stored before there were such events has none of the three.
  const { seq = 0, unsent = [], unsentAt = now } = row;
  const events = news.map((each, index) => eventOf(row, each, seq + index + 1, now));
  return {
    ...row,
    seq: seq + news.length,
    unsent: [...unsent, ...events].slice(-maxUnsent),
    unsentAt: unsentAt ?? now,
  };
}

/** Returns a schedule without the events up to a number: they are in the log. */
export function withoutNews(row: ScheduleRow, upTo: number): ScheduleRow {
  const unsent = row.unsent.filter(({ data }) => data.seq > upTo);
  const [first] = unsent;
  return { ...row, unsent, unsentAt: first === undefined ? null : Date.parse(first.time) };
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
