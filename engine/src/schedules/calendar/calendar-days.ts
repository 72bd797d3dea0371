import type { CalendarDay } from "@formwork/contracts/schedule";
import { isoTime } from "../../store/iso-time.ts";
import type { Starts } from "../timing/count-between-changes.ts";
import { countStarts } from "../timing/count-starts.ts";
import { nextSlot, type Timing } from "../timing/next-slot.ts";
import { instantOf, localOf, localText, wallText } from "../timing/zone.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const dayCount = 7;
/** Schedules that a day lists. */
const maxListed = 50;

/** What the calendar needs of a schedule; `next` is the slot that comes next. */
type PlannedSchedule = {
  id: string;
  name: string;
  template: string;
  timing: Timing;
  next: number;
};

/** What a calendar is made from; it can be sent to a thread. Nothing before `now` is planned. */
export type CalendarTask = {
  schedules: readonly PlannedSchedule[];
  zone: string;
  from: number;
  now: number;
};

/** `first` is at most as late as the first slot, and in the same quarter of an hour. */
type Entry = { schedule: PlannedSchedule; first: number; hours: number[] };
type Day = { date: string; from: number; to: number; hours: Starts[]; entries: Entry[] };

/** Returns seven days with their planned starts, from the day of `from` on. */
export function calendarDays({ schedules, zone, from, now }: CalendarTask): CalendarDay[] {
  const days = daysFrom(zone, from);
  const [start, end] = spanOf(days, now);
  for (const { timing, next, planned } of byTiming(schedules)) {
    const counted = [...countStarts(timing, Math.max(start, next), end)];
    for (const day of days) addTo(day, planned, counted);
  }
  return days.map((day) => present(day, zone));
}

/** Returns when a calendar begins to count, and when it ends. */
export function spanOf(days: readonly Pick<Day, "from" | "to">[], now: number): [number, number] {
  return [Math.max(days[0]?.from ?? now, now), days.at(-1)?.to ?? now];
}

/** Returns the seven days from that of an instant on, with their hours. */
export function daysFrom(zone: string, at: number): Day[] {
  const midnight = Math.floor(localOf(zone, at) / dayMs) * dayMs;
  return Array.from({ length: dayCount }, (_, place) => {
    const local = midnight + place * dayMs;
    const [from, to] = [instantOf(zone, local).at, instantOf(zone, local + dayMs).at];
    const hours = Array.from({ length: Math.ceil((to - from) / hourMs) }, (_, hour) => ({
      at: from + hour * hourMs,
      starts: 0,
    }));
    return { date: wallText(local).slice(0, 10), from, to, hours, entries: [] };
  });
}

type Group = { planned: PlannedSchedule[] };

/** Groups schedules that fire at the same times, so that these are worked out once. */
function byTiming(schedules: readonly PlannedSchedule[]) {
  const groups = new Map<string, Pick<PlannedSchedule, "timing" | "next"> & Group>();
  for (const schedule of schedules) {
    const { timing, next } = schedule;
    const { rhythm, anchor, ...rest } = timing;
    const key = JSON.stringify({ rhythm, rest, next, anchor: "every" in rhythm ? anchor : null });
    const group = groups.get(key) ?? { timing, next, planned: [] };
    groups.set(key, group);
    group.planned.push(schedule);
  }
  return groups.values();
}

function addTo(day: Day, planned: readonly PlannedSchedule[], counted: readonly Starts[]): void {
  const own = counted.filter(({ at }) => at >= day.from && at < day.to);
  const [first] = own;
  if (first === undefined) return;
  const counts = day.hours.map(() => 0);
  for (const { at, starts } of own) {
    const hour = Math.floor((at - day.from) / hourMs);
    counts[hour] = (counts[hour] ?? 0) + starts;
  }
  for (const [hour, cell] of day.hours.entries())
    cell.starts += (counts[hour] ?? 0) * planned.length;
  for (const schedule of planned) day.entries.push({ schedule, first: first.at, hours: counts });
}

function present({ date, hours, entries }: Day, zone: string): CalendarDay {
  const listed = entries.sort(byFirst).slice(0, maxListed).map(withFirstSlot).sort(byFirst);
  return {
    date,
    starts: sum(hours.map(({ starts }) => starts)),
    hours: hours.map(({ at, starts }) => ({ at: isoTime(at), local: localText(zone, at), starts })),
    schedules: listed.map(({ schedule, first, hours }) => ({
      ...{ id: schedule.id, name: schedule.name, template: schedule.template },
      ...{ first: isoTime(first), starts: sum(hours), hours },
    })),
    more: Math.max(0, entries.length - maxListed),
  };
}

/** What is counted by quarters of an hour gets the exact time of its first slot. */
function withFirstSlot(entry: Entry): Entry {
  const slot = nextSlot(entry.schedule.timing, entry.first - 1);
  return { ...entry, first: slot?.at ?? entry.first };
}

function byFirst(one: Entry, other: Entry): number {
  return one.first - other.first;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
