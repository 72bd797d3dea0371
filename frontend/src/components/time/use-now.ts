import { useSyncExternalStore } from "react";

/** One timer per step for the whole page: a thousand rows tick together. */
function createTicker(step: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;

  function tick() {
    now = Date.now();
    for (const listener of listeners) listener();
  }

  function subscribe(listener: () => void) {
    if (listeners.size === 0) timer = setInterval(tick, step);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) clearInterval(timer);
    };
  }

  /** While nobody listens the clock stands, so a first reader takes the time anew. */
  function read() {
    if (listeners.size === 0 && Date.now() - now > step) now = Date.now();
    return now;
  }

  return { subscribe, read };
}

const tickers = new Map<number, ReturnType<typeof createTicker>>();

function tickerOf(step: number) {
  const known = tickers.get(step) ?? createTicker(step);
  tickers.set(step, known);
  return known;
}

/** The time, in ms since the epoch, renewed every `step` ms. */
export function useNow(step: number): number {
  const ticker = tickerOf(step);
  return useSyncExternalStore(ticker.subscribe, ticker.read);
}
