import { createStoredList } from "./stored-list.ts";

/** A short list of ids that all tabs of a browser share. */
export type StoredIds = {
  add: (id: string) => void;
  has: (id: string) => boolean;
  remove: (id: string) => void;
  /** Returns the same array until the ids change. */
  all: () => readonly string[];
  /** Calls `listener` after each change, those of other tabs included; returns the end of that. */
  subscribe: (listener: () => void) => () => void;
};

type Deps = {
  key: string;
  /** How many ids are kept; the oldest are dropped first. */
  maxIds: number;
  storage: () => Pick<Storage, "getItem" | "setItem">;
};

/** Keeps ids in `storage`. In a browser that refuses storage the list stays empty. */
export function createStoredIds({ key, maxIds, storage }: Deps): StoredIds {
  const { read, write, subscribe } = createStoredList({
    key,
    maxItems: maxIds,
    isItem: isText,
    storage,
  });
  return {
    all: read,
    subscribe,
    has: (id) => read().includes(id),
    remove: (id) => write(read().filter((known) => known !== id)),
    add: (id) => write([...read().filter((known) => known !== id), id]),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
