import type { Schedule } from "@formwork/contracts/schedule";
import type { Slot } from "../timing/next-slot.ts";

/** How late a slot is fired without being a missed one, in milliseconds. */
export const graceMs = 60_000;

/** What is fired late of the slots that have passed, and what is not. */
export type MisfirePlan = { fire: Slot[]; missed: Slot[] };

/** Decides about slots that have passed, in order; those within the grace time are not missed. */
export function planMisfire(
  passed: readonly Slot[],
  policy: { misfire: Schedule["misfire"]; windowMs: number; limit: number },
  now: number,
): MisfirePlan {
  const fire = new Set(choose(passed, policy, now));
  return {
    fire: [...fire],
    missed: passed.filter((slot) => !fire.has(slot)),
  };
}

function choose(
  passed: readonly Slot[],
  { misfire, windowMs, limit }: { misfire: Schedule["misfire"]; windowMs: number; limit: number },
  now: number,
): Slot[] {
  switch (misfire) {
    case "skip":
      return passed.filter(({ at }) => at >= now - graceMs);
    case "fireOnce":
      return passed.slice(-1);
    case "fireAll":
      return passed.filter(({ at }) => at >= now - windowMs).slice(-limit);
  }
}
