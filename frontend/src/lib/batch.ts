import { throttle } from "./throttle.ts";

/**
 * Collects items and hands them on together, at most once per `ms`: a burst of events becomes one
 * render.
 */
export function createBatch<T>(
  handle: (items: T[]) => void,
  ms: number,
): { add: (item: T) => void; stop: () => void } {
  let waiting: T[] = [];
  const flush = throttle(() => {
    const items = waiting;
    waiting = [];
    handle(items);
  }, ms);

  return {
    add(item) {
      waiting.push(item);
      flush.call();
    },
    stop: flush.stop,
  };
}
