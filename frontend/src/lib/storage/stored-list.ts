type Deps<Item> = {
  key: string;
  /** How many items are kept; the first ones are dropped first. */
  maxItems: number;
  isItem: (value: unknown) => value is Item;
  storage: () => Pick<Storage, "getItem" | "setItem">;
};

/** A list in the storage of the browser. */
export type StoredList<Item> = { read: () => Item[]; write: (items: Item[]) => void };

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
  return {
    read() {
      const stored: unknown = orNull(() => JSON.parse(storage().getItem(key) ?? "[]"));
      return Array.isArray(stored) ? stored.filter(isItem) : [];
    },
    write(items) {
      orNull(() => storage().setItem(key, JSON.stringify(items.slice(-maxItems))));
    },
  };
}

/** Storage throws where it is switched off or full, and the parser at text that is no JSON. */
function orNull<T>(access: () => T): T | null {
  try {
    return access();
  } catch {
    return null;
  }
}
