import { useSyncExternalStore } from "react";

/** Creates a clock with one timer for all components that use it. */
function createTicker(intervalMs: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;

  function tick() {
    now = Date.now();
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
    if (listeners.size === 0 && Date.now() - now > intervalMs) now = Date.now();
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

/** Returns the time in ms since the epoch, and renders again every `intervalMs`. */
export function useNow(intervalMs: number): number {
  const ticker = tickerFor(intervalMs);
  return useSyncExternalStore(ticker.subscribe, ticker.read);
}
