/** How long before and after the clock of the server the time in a `Date` header may be. */
const headerPrecisionMs = 1_000;

/** When a request was sent and its reply arrived, by the browser's clock, and the reply's `Date`. */
export type ClockReading = { date: string | null; sentAt: number; receivedAt: number };

/**
 * Creates a clock that follows the server's, whatever the time of the browser is. Each reply narrows
 * the difference between the two: the server wrote the time between request and reply, and left its
 * milliseconds out. A reply that contradicts those before it, as after a change of the browser's
 * clock, starts a new estimate.
 */
export function createServerClock({ now }: { now: () => number }) {
  let minMs = Number.NEGATIVE_INFINITY;
  let maxMs = Number.POSITIVE_INFINITY;

  function observe({ date, sentAt, receivedAt }: ClockReading): void {
    const at = Date.parse(date ?? "");
    if (Number.isNaN(at)) return;
    const lower = at - receivedAt;
    const upper = at + headerPrecisionMs - sentAt;
    const isContradiction = lower > maxMs || upper < minMs;
    minMs = isContradiction ? lower : Math.max(minMs, lower);
    maxMs = isContradiction ? upper : Math.min(maxMs, upper);
  }

  /** Returns the possible difference that is nearest to zero. */
  const differenceMs = () => Math.min(Math.max(0, minMs), maxMs);
  return { observe, now: () => now() + differenceMs() };
}

/** The clock of the page: what is shown relative to now is relative to this. */
export const serverClock = createServerClock({ now: Date.now });
