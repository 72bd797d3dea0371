type Deps<Item> = {
  key: string;
  /** How many items are kept; the first ones are dropped first. */
  maxItems: number;
  isItem: (value: unknown) => value is Item;
  storage: () => Pick<Storage, "getItem" | "setItem">;
};

/** A list in the storage of the browser. */
export type StoredList<Item> = {
  /** Returns the same array until the list changes. */
  read: () => readonly Item[];
  write: (items: readonly Item[]) => void;
  /** Calls `listener` after each change, those of other tabs included; returns the end of that. */
  subscribe: (listener: () => void) => () => void;
};

/**
 * Keeps a list in `storage`, which is read at each call because another tab may have written. The
 * list is empty in a browser that refuses storage, and where something else is stored.
 */
export function createStoredList<Item>({
  key,
  maxItems,
  isItem,
  storage,
}: Deps<Item>): StoredList<Item> {
  const listeners = new Set<() => void>();
  let last: { text: string | null; items: readonly Item[] } = { text: null, items: [] };
  return {
    read() {
      const text = orNull(() => storage().getItem(key));
      if (text !== last.text) last = { text, items: itemsOf(text, isItem) };
      return last.items;
    },
    write(items) {
      orNull(() => storage().setItem(key, JSON.stringify(items.slice(-maxItems))));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      const onStorage = (event: StorageEvent) => event.key === key && listener();
      listeners.add(listener);
      window.addEventListener("storage", onStorage);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", onStorage);
      };
    },
  };
}

function itemsOf<Item>(text: string | null, isItem: Deps<Item>["isItem"]): readonly Item[] {
  const stored: unknown = orNull(() => JSON.parse(text ?? "[]"));
  return Array.isArray(stored) ? stored.filter(isItem) : [];
}

/** Storage throws where it is switched off or full, and the parser at text that is no JSON. */
function orNull<T>(access: () => T): T | null {
  try {
    return access();
  } catch {
    return null;
  }
}
