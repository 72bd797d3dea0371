/** Where the page goes after a sign-in with a provider: the browser leaves Formwork meanwhile. */
export type ReturnPlace = { keep: (path: string | null) => void; take: () => string | null };

const key = "formwork:return";

/** Keeps the place in the storage of the tab; without it, the page goes home. */
export function createReturnPlace(
  storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem">,
): ReturnPlace {
  return {
    keep: (path) =>
      lenient(() => (path === null ? storage().removeItem(key) : storage().setItem(key, path))),
    take: () =>
      lenient(() => {
        const path = storage().getItem(key);
        storage().removeItem(key);
        return path;
      }) ?? null,
  };
}

/** A browser may refuse storage. */
function lenient<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

export const returnPlace = createReturnPlace(() => window.sessionStorage);
