import { createStoredList } from "./stored-list.ts";

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
  const places = createStoredList({
    key: storageKey,
    maxItems: maxPlaces,
    isItem: isEntry,
    storage,
  });
  return {
    read: (key) => new Map(places.read()).get(key) ?? null,
    write(key, place) {
      const others = places.read().filter(([other]) => other !== key);
      places.write(place === null ? others : [...others, [key, place]]);
    },
  };
}

function isEntry(value: unknown): value is [string, Place] {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "object";
}
