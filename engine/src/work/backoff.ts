import { parseDuration } from "@formwork/contracts/duration";
import { type Retry, retryDefaults } from "@formwork/contracts/template";

/**
 * Milliseconds to wait before the next attempt after `failures` failed ones (1 or more):
 * exponential, capped, and with full jitter spread evenly from zero to the cap of this step, which
 * keeps the retries of many jobs apart. Source: M. Brooker, "Exponential Backoff and Jitter", AWS
 * Architecture Blog, 2015.
 */
export function backoffMs(retry: Retry, failures: number, random: () => number): number {
  const { initial, factor, max, jitter } = { ...retryDefaults, ...retry };
  const step = Math.min(parseDuration(max), parseDuration(initial) * factor ** (failures - 1));
  return Math.round(jitter ? step * random() : step);
}
