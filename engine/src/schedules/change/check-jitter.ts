import { parseDuration } from "@formwork/contracts/duration";
import type { ScheduleTiming } from "@formwork/contracts/schedule";
import { fail } from "../../errors.ts";

/** Longest delay of a fire, in milliseconds. */
export const maxJitterMs = 86_400_000;

/**
 * Checks the delay of fires. Fails with `invalid-request` for one that is longer than a day, or than
 * the interval of the schedule.
 */
export function checkJitter(jitter: string | null, { every }: ScheduleTiming): void {
  if (jitter === null) return;
  const longest = every === undefined ? maxJitterMs : Math.min(maxJitterMs, parseDuration(every));
  if (parseDuration(jitter) <= longest) return;
  fail("invalid-request", "The jitter is too long", [
    { pointer: "/jitter", message: "must be at most 1d and at most every", keyword: "maximum" },
  ]);
}
