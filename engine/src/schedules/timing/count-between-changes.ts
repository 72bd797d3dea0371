import { cronRule } from "./cron-rule.ts";
import type { Timing } from "./next-slot.ts";
import { localOf, wallText } from "./zone.ts";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Every zone is a whole number of quarters of an hour away from UTC. */
const quarterMs = hourMs / 4;

/** A number of starts, all within the quarter of an hour in which `at` is. */
export type Starts = { at: number; starts: number };
/** Counts the fires between two local times of one quarter of an hour. */
type Count = (from: number, to: number) => number;

/** Counts the slots of a span without a clock change, by quarters of an hour. */
export function* countBetweenChanges(timing: Timing, from: number, to: number): Generator<Starts> {
  if (from >= to) return;
  const local = localOf(timing.timezone, from);
  const offset = local - from;
  const end = to + offset;
  const count = counterOf(timing, offset);
  for (let day = local - (local % dayMs); day < end; day += dayMs) {
    if (isFree(timing, day)) continue;
    const dayEnd = Math.min(day + dayMs, end);
    for (let at = Math.max(local, day); at < dayEnd; at += quarterMs - (at % quarterMs)) {
      const starts = count(at, Math.min(at - (at % quarterMs) + quarterMs, dayEnd));
      if (starts > 0) yield { at: at - offset, starts };
    }
  }
}

/** True for a local day without any fire. */
function isFree({ rhythm, blackoutDates }: Timing, day: number): boolean {
  if (blackoutDates.length > 0 && blackoutDates.includes(wallText(day).slice(0, 10))) return true;
  return "cron" in rhythm && !cronRule(rhythm.cron).firesOn(day);
}

function counterOf({ rhythm, anchor }: Timing, offset: number): Count {
  if ("cron" in rhythm) return cronCounter(rhythm.cron);
  if ("at" in rhythm) return countMoment(rhythm.at + offset);
  const first = anchor + offset;
  const before = (time: number) => Math.floor((time - 1 - first) / rhythm.every);
  return (from, to) => before(to) - before(from);
}

function countMoment(at: number): Count {
  return (from, to) => (at >= from && at < to ? 1 : 0);
}

/** Counts on a day on which the expression fires: its other fields do not depend on each other. */
function cronCounter(expression: string): Count {
  const { hours, minutes, seconds, perQuarter } = cronRule(expression);
  return (from, to) => {
    if (!hours.has(Math.floor(from / hourMs) % 24)) return 0;
    if (to - from === quarterMs) return perQuarter[Math.floor(from / quarterMs) % 4] ?? 0;
    let count = 0;
    for (let minute = from - (from % minuteMs); minute < to; minute += minuteMs) {
      if (!minutes.has((minute / minuteMs) % 60)) continue;
      const times = seconds.map((second) => minute + second * secondMs);
      count += times.filter((time) => time >= from && time < to).length;
    }
    return count;
  };
}
