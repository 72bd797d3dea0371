import { setImmediate as nextTurn } from "node:timers/promises";
import { nextSlot, type Slot, type Timing } from "../timing/next-slot.ts";

/** No two slots of a schedule are closer, in milliseconds. */
const minDistanceMs = 1000;
/** Slots that are worked out before other work is done. */
const maxPerTurn = 200;

/**
 * Lists the slots from `first` up to now, or of many only the last ones, `count` or more. Looks back
 * from now in growing spans of time, so that the rest is not worked out.
 */
export async function passedSlots(
  timing: Timing,
  first: Slot,
  { now, count }: { now: number; count: number },
): Promise<Slot[]> {
  for (let spanMs = count * minDistanceMs; now - spanMs > first.at; spanMs *= 2) {
    const passed = await slotsFrom(timing, nextSlot(timing, now - spanMs), now);
    if (passed.length >= count) return passed;
  }
  return slotsFrom(timing, first, now);
}

async function slotsFrom(timing: Timing, first: Slot | null, now: number): Promise<Slot[]> {
  const passed: Slot[] = [];
  for (let slot = first; slot !== null && slot.at <= now; slot = nextSlot(timing, slot.at)) {
    passed.push(slot);
    if (passed.length % maxPerTurn === 0) await nextTurn();
  }
  return passed;
}
