/** Where a reader was in a list: its first visible item, and by how much that was scrolled past. */
export type Place = {
  id: string;
  pastPx: number;
  /** Items that were loaded then: where the item is not among about as many, it has left. */
  loaded: number;
};

/** The places of the last entries of the browser's history, by the keys of those entries. */
export type StoredPlaces = {
  read: (key: string) => Place | null;
  /** Keeps the place of an entry; null forgets it. */
  write: (key: string, place: Place | null) => void;
};

const storageKey = "formwork.list-places";
const maxPlaces = 50;

/** Keeps places in the storage of a tab. A browser that refuses storage keeps none. */
export function createStoredPlaces(
  storage: () => Pick<Storage, "getItem" | "setItem">,
): StoredPlaces {
  const readAll = (): [string, Place][] => {
    try {
      const stored: unknown = JSON.parse(storage().getItem(storageKey) ?? "[]");
      return Array.isArray(stored) ? stored : [];
    } catch {
      return [];
    }
  };
  return {
    read: (key) => new Map(readAll()).get(key) ?? null,
    write(key, place) {
      const others = readAll().filter(([other]) => other !== key);
      const places = place === null ? others : [...others, [key, place]];
      try {
        storage().setItem(storageKey, JSON.stringify(places.slice(-maxPlaces)));
      } catch {
        // Without storage a reader comes back to the top of the list.
      }
    },
  };
}
