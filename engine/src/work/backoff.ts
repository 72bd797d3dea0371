import { parseDuration } from "@formwork/contracts/duration";
import { type Retry, retryDefaults } from "@formwork/contracts/template";

/**
 * Returns the milliseconds to wait before the attempt that follows `failures` failed ones (1 or
 * more): exponential up to a cap, and with full jitter spread evenly between zero and that, which
 * keeps the retries of many jobs apart. Source: M. Brooker, "Exponential Backoff and Jitter", AWS
 * Architecture Blog, 2015.
 */
export function backoffMs(retry: Retry, failures: number, random: () => number): number {
  const { initial, factor, max, jitter } = { ...retryDefaults, ...retry };
  const step = Math.min(parseDuration(max), parseDuration(initial) * factor ** (failures - 1));
  return Math.round(jitter ? step * random() : step);
}
