import type { Clock } from "@formwork/engine/runtime/clock";

/** True while the allowance lasts, which each call uses up a little. */
export type Spend = () => boolean;

/** An allowance of `perSecond` calls a second; as many may come at once after a quiet second. */
export function createAllowance({ perSecond, clock }: { perSecond: number; clock: Clock }): Spend {
  let left = perSecond;
  let last = clock.monotonic();
  return () => {
    const now = clock.monotonic();
    left = Math.min(perSecond, left + ((now - last) / 1000) * perSecond);
    last = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
