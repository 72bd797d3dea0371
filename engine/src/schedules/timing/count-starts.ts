import { countBetweenChanges, type Starts } from "./count-between-changes.ts";
import { nextSlot, type Slot, type Timing } from "./next-slot.ts";
import { localOf, stepAfter } from "./zone.ts";

const minuteMs = 60_000;
/** No zone has put its clock back by more than a day. */
const longestChangeMs = 86_400_000;

/**
 * Counts the slots from `from` on, before `to`, which are a few weeks apart at most. Each number is
 * of slots within one quarter of an hour; they are not worked out one by one, because a schedule may
 * fire every second.
 */
export function* countStarts(timing: Timing, from: number, to: number): Generator<Starts> {
  const end = Math.min(to, timing.endsAt ?? to);
  const start = Math.max(from, timing.startsAt ?? from);
  if (start >= end) return;
  const change = changeBetween(timing.timezone, start, end);
  if (change === null) return yield* countBetweenChanges(timing, start, end);
  const within = (time: number) => Math.min(Math.max(start, time), end);
  const [before, after] = [within(change.from), within(change.to)];
  yield* countBetweenChanges(timing, start, before);
  yield* countBySlots(timing, before, after);
  yield* countBetweenChanges(timing, after, end);
}

/**
 * Returns the time in which a clock change moves slots, or null where there is none. The change may
 * come before `from`: the local times that it repeats go on for as long as the clock was put back.
 */
function changeBetween(zone: string, from: number, to: number) {
  const at = stepAfter(zone, from - longestChangeMs, to - from + longestChangeMs);
  if (at === null) return null;
  const [before, after] = [localOf(zone, at - 1) + 1, localOf(zone, at)];
  return { from: at - minuteMs, to: at + Math.abs(after - before) + minuteMs };
}

function* countBySlots(timing: Timing, from: number, to: number): Generator<Starts> {
  let slot = from < to ? nextSlot(timing, from - 1) : null;
  while (slot !== null && slot.at < to) {
    const until = Math.min(endOfSpan(timing, slot), to);
    // All times of a gap fire as one; no change comes within a minute.
    if (slot.dst === "gap") yield { at: slot.at, starts: 1 };
    else yield* countBetweenChanges(timing, slot.at, until);
    slot = nextSlot(timing, until - 1);
  }
}

function endOfSpan({ timezone }: Timing, { at, dst }: Slot): number {
  return dst === "gap" ? at + 1 : at + minuteMs - (localOf(timezone, at) % minuteMs);
}
