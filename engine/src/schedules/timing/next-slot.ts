import { cronRule } from "./cron-rule.ts";
import { nextCron } from "./next-cron.ts";
import { type Dst, instantOf, localOf, localText, wallText } from "./zone.ts";

/** When a schedule fires, as it was read. Times are milliseconds since 1970. */
export type Timing = {
  rhythm: { cron: string } | { every: number } | { at: number };
  /** Where `every` counts from. */
  anchor: number;
  timezone: string;
  startsAt: number | null;
  endsAt: number | null;
  blackoutDates: readonly string[];
};

/** A time at which a schedule is due. `key` is its name: no schedule has two of one name. */
export type Slot = { at: number; local: string; dst: Dst; key: string };

const dayMs = 86_400_000;
/** Nothing fires before 1970, or after the years that have four digits in every zone. */
const firstMs = 0;
const lastMs = Date.UTC(9999, 11, 31);
/** How far ahead a slot is looked for. */
const horizonMs = 5 * 366 * dayMs;

/** Returns the first slot after an instant, or null where none comes within five years. */
export function nextSlot(timing: Timing, after: number): Slot | null {
  const { timezone: zone, startsAt, endsAt } = timing;
  const start = Math.max(after, (startsAt ?? firstMs) - 1, firstMs - 1);
  const end = Math.min(start + horizonMs, endsAt ?? lastMs, lastMs);
  let from = start;
  for (;;) {
    const fire = nextFire(timing, from);
    if (fire === null || fire.at >= end) return null;
    const blackoutEnd = endOfBlackout(timing, fire.at);
    if (blackoutEnd === null)
      return { ...fire, local: localText(zone, fire.at), key: keyOf(timing, fire) };
    from = blackoutEnd - 1;
  }
}

/** Returns up to `count` slots after an instant. */
export function nextSlots(timing: Timing, after: number, count: number): Slot[] {
  const slots: Slot[] = [];
  let next = nextSlot(timing, after);
  while (next !== null && slots.length < count) {
    slots.push(next);
    next = slots.length < count ? nextSlot(timing, next.at) : null;
  }
  return slots;
}

type Fire = { at: number; dst: Dst };

function nextFire({ rhythm, anchor, timezone }: Timing, after: number): Fire | null {
  if ("cron" in rhythm) return nextCron(cronRule(rhythm.cron), timezone, after);
  if ("at" in rhythm) return rhythm.at > after ? { at: rhythm.at, dst: null } : null;
  const steps = Math.floor((after - anchor) / rhythm.every) + 1;
  return { at: anchor + steps * rhythm.every, dst: null };
}

/** Returns the end of the day of an instant where that day is without fires, or null. */
function endOfBlackout({ blackoutDates, timezone }: Timing, at: number): number | null {
  if (blackoutDates.length === 0) return null;
  const local = localOf(timezone, at);
  if (!blackoutDates.includes(wallText(local).slice(0, 10))) return null;
  return instantOf(timezone, Math.floor(local / dayMs) * dayMs + dayMs).at;
}

/**
 * Names a slot. A cron slot is named by its local time and zone, so that a process with older rules
 * of that zone gives it the same name; only the repetition of a local time has a mark of its own.
 */
function keyOf({ rhythm, timezone }: Timing, { at, dst }: Fire): string {
  if (!("cron" in rhythm)) return new Date(at).toISOString();
  const local = localOf(timezone, at);
  const isRepeated = dst === "overlap" && instantOf(timezone, local).at !== at;
  return `${wallText(local)}[${timezone}]${isRepeated ? "+" : ""}`;
}
