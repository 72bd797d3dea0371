import { useSyncExternalStore } from "react";
import { serverClock } from "../../lib/time/server-clock.ts";

/** Creates a clock with one timer for all components that use it. */
function createTicker(intervalMs: number) {
  const listeners = new Set<() => void>();
  let now = serverClock.now();
  let timer: ReturnType<typeof setInterval> | undefined;

  function tick() {
    now = serverClock.now();
    for (const listener of listeners) listener();
  }

  function subscribe(listener: () => void) {
    if (listeners.size === 0) timer = setInterval(tick, intervalMs);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) clearInterval(timer);
    };
  }

  /** The timer stops without listeners, so the first one after that has to read the time. */
  function read() {
    if (listeners.size === 0 && Math.abs(serverClock.now() - now) > intervalMs)
      now = serverClock.now();
    return now;
  }

  return { subscribe, read };
}

const tickers = new Map<number, ReturnType<typeof createTicker>>();

function tickerFor(intervalMs: number) {
  const known = tickers.get(intervalMs) ?? createTicker(intervalMs);
  tickers.set(intervalMs, known);
  return known;
}

/** Returns the time of the server in ms since the epoch, and renders again every `intervalMs`. */
export function useNow(intervalMs: number): number {
  const ticker = tickerFor(intervalMs);
  return useSyncExternalStore(ticker.subscribe, ticker.read);
}
