/** A short list of ids that all tabs of this browser share; the oldest are forgotten first. */
export type StoredIds = {
  add: (id: string) => void;
  has: (id: string) => boolean;
  remove: (id: string) => void;
  all: () => string[];
};

type Deps = { key: string; limit: number; storage: () => Pick<Storage, "getItem" | "setItem"> };

/** Keeps the ids in `storage`, read anew each time because another tab may have written. */
export function createStoredIds({ key, limit, storage }: Deps): StoredIds {
  const all = () => parse(read());
  const write = (ids: string[]) => storage().setItem(key, JSON.stringify(ids.slice(-limit)));

  function read(): string | null {
    try {
      return storage().getItem(key);
    } catch {
      // A browser that refuses storage still shows jobs, it only forgets whose they are
      return null;
    }
  }

  return {
    all,
    has: (id) => all().includes(id),
    remove: (id) => write(all().filter((known) => known !== id)),
    add: (id) => write([...all().filter((known) => known !== id), id]),
  };
}

function parse(text: string | null): string[] {
  try {
    const ids: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
