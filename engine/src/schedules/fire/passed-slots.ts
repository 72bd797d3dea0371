import { setImmediate as nextTurn } from "node:timers/promises";
import { nextSlot, type Slot, type Timing } from "../timing/next-slot.ts";

/** Slots that are looked at; a schedule with more of them goes on from now. */
const maxPassed = 20_000;
const perTurn = 200;

/** Lists a slot and those after it, up to now; other work is done in between. */
export async function passedSlots(timing: Timing, first: Slot, now: number): Promise<Slot[]> {
  const passed: Slot[] = [];
  for (let slot: Slot | null = first; slot !== null && slot.at <= now; ) {
    passed.push(slot);
    if (passed.length >= maxPassed) return passed;
    if (passed.length % perTurn === 0) await nextTurn();
    slot = nextSlot(timing, slot.at);
  }
  return passed;
}
