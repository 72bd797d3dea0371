/** A short list of ids that all tabs of a browser share. */
export type StoredIds = {
  add: (id: string) => void;
  has: (id: string) => boolean;
  remove: (id: string) => void;
  all: () => string[];
};

type Deps = {
  key: string;
  /** How many ids are kept; the oldest are dropped first. */
  maxIds: number;
  storage: () => Pick<Storage, "getItem" | "setItem">;
};

/**
 * Keeps ids in `storage`, which is read at each call because another tab may have written. In a
 * browser that refuses storage the list stays empty.
 */
export function createStoredIds({ key, maxIds, storage }: Deps): StoredIds {
  const all = () => parse(orNull(() => storage().getItem(key)));
  const write = (ids: string[]) =>
    orNull(() => storage().setItem(key, JSON.stringify(ids.slice(-maxIds))));

  return {
    all,
    has: (id) => all().includes(id),
    remove: (id) => void write(all().filter((known) => known !== id)),
    add: (id) => void write([...all().filter((known) => known !== id), id]),
  };
}

/** Storage throws where it is switched off or full. */
function orNull<T>(access: () => T): T | null {
  try {
    return access();
  } catch {
    return null;
  }
}

function parse(text: string | null): string[] {
  const ids: unknown = orNull(() => JSON.parse(text ?? "[]"));
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}
