/** Gathers items for `ms` and hands them on together: a burst of events becomes one render. */
export function createBatch<T>(
  handle: (items: T[]) => void,
  ms: number,
): { add: (item: T) => void; stop: () => void } {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush() {
    const items = waiting;
    waiting = [];
    timer = undefined;
    handle(items);
  }

  return {
    add(item) {
      waiting.push(item);
      timer ??= setTimeout(flush, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
