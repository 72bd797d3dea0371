import type { Clock } from "../../runtime/clock.ts";

export type Pacer = {
  /** Whether so many events may go out one by one now; if so, they are taken off what may. */
  takes: (count: number) => boolean;
};

/**
 * A message per event is easiest for whoever listens, and dear: it is kept for what a person could
 * watch.
 */
const allowed = { atOnce: 1000, perSecond: 200 };

/**
 * Decides when events travel one by one, and when many in one message: a thousand after a quiet
 * moment, then two hundred a second.
 */
export function createPacer({
  clock,
  atOnce,
  perSecond,
}: { clock: Clock } & Partial<typeof allowed>): Pacer {
  const most = atOnce ?? allowed.atOnce;
  const perMs = (perSecond ?? allowed.perSecond) / 1000;
  let left = most;
  let countedAt = clock.monotonic();

  return {
    takes(count) {
      const now = clock.monotonic();
      left = Math.min(most, left + (now - countedAt) * perMs);
      countedAt = now;
      if (count > left) return false;
      left -= count;
      return true;
    },
  };
}
