/** A queue in which callers take turns, whatever the number of items that each has in it. */
export type FairQueue<K, T> = {
  size: () => number;
  /** Returns the number of items of a caller. */
  sizeOf: (caller: K) => number;
  push: (caller: K, item: T) => void;
  /** Puts items, in their order, before all others of their callers, who get the next turns. */
  putBack: (items: readonly (readonly [caller: K, item: T])[]) => void;
  /** Returns the item whose turn it is, without a change. */
  peek: () => T | undefined;
  /** Takes the item whose turn it is; the next turn is another caller's. */
  take: () => T | undefined;
  /** Takes all items of a caller. */
  takeAll: (caller: K) => T[];
  /** Returns the first item of each caller. */
  heads: () => [caller: K, item: T][];
};

/** Items of one caller; those before `start` were taken. */
type Line<T> = { items: T[]; start: number };

/** Creates an empty queue. Each step takes the same time for any number of items. */
export function createFairQueue<K, T>(): FairQueue<K, T> {
  /** In the order of turns. */
  const lines = new Map<K, Line<T>>();
  let size = 0;

  function takeFrom(caller: K, line: Line<T>): T | undefined {
    const item = line.items[line.start++];
    size--;
    lines.delete(caller);
    if (line.start === line.items.length) return item;
    if (line.start * 2 > line.items.length) {
      line.items.splice(0, line.start);
      line.start = 0;
    }
    lines.set(caller, line);
    return item;
  }
  function itemsOf(caller: K): T[] {
    const line = lines.get(caller);
    return line === undefined ? [] : line.items.slice(line.start);
  }
  return {
    size: () => size,
    sizeOf(caller) {
      const line = lines.get(caller);
      return line === undefined ? 0 : line.items.length - line.start;
    },
    push(caller, item) {
      size++;
      const line = lines.get(caller);
      if (line === undefined) lines.set(caller, { items: [item], start: 0 });
      else line.items.push(item);
    },
    putBack(items) {
      const others = new Map(lines);
      lines.clear();
      for (const [caller, group] of Map.groupBy(items, ([caller]) => caller)) {
        const waiting = others.get(caller);
        const rest = waiting === undefined ? [] : waiting.items.slice(waiting.start);
        lines.set(caller, { items: [...group.map(([, item]) => item), ...rest], start: 0 });
        others.delete(caller);
      }
      for (const [caller, line] of others) lines.set(caller, line);
      size += items.length;
    },
    peek() {
      const [line] = lines.values();
      return line?.items[line.start];
    },
    take() {
      const [first] = lines;
      return first === undefined ? undefined : takeFrom(...first);
    },
    takeAll(caller) {
      const items = itemsOf(caller);
      lines.delete(caller);
      size -= items.length;
      return items;
    },
    heads: () =>
      [...lines].flatMap(([caller, { items, start }]) => {
        const [head] = items.slice(start, start + 1);
        return head === undefined ? [] : [[caller, head]];
      }),
  };
}
