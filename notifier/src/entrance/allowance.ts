import type { Clock } from "@formwork/engine/runtime/clock";

/** Takes a token, or returns false when there is none. */
export type TakeToken = () => boolean;

/** Creates a token bucket of `perSecond` tokens, which refills at that rate. */
export function createAllowance({
  perSecond,
  clock,
}: {
  perSecond: number;
  clock: Clock;
}): TakeToken {
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
