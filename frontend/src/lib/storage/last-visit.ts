/** Two looks that lie further apart than this belong to two visits. */
const visitGapMs = 30 * 60_000;

/** When a page was last looked at, and when the visit before that one ended; null at the first one. */
type Visit = { seenAt: number; beforeAt: number | null };

/** Returns the visit that a look at `now` belongs to. A look after a pause begins another one. */
export function visitAfter(known: Visit | null, now: number): Visit {
  if (known === null) return { seenAt: now, beforeAt: null };
  const isAnother = now - known.seenAt > visitGapMs;
  return {
    // Clocks of two tabs may differ a little: what was seen stays seen.
    seenAt: Math.max(now, known.seenAt),
    beforeAt: isAnother ? known.seenAt : known.beforeAt,
  };
}

/**
 * Notes a look at a page, and returns when the visit before this one ended, in milliseconds; null at the
 * first visit, and in a browser that refuses storage.
 */
export function noteLook({
  key,
  now,
  storage,
}: {
  key: string;
  now: number;
  storage: () => Pick<Storage, "getItem" | "setItem">;
}): number | null {
  try {
    const visit = visitAfter(read(storage().getItem(key)), now);
    storage().setItem(key, JSON.stringify(visit));
    return visit.beforeAt;
  } catch {
    return null;
  }
}

function read(text: string | null): Visit | null {
  const stored: unknown = text === null ? null : JSON.parse(text);
  if (typeof stored !== "object" || stored === null) return null;
  const { seenAt, beforeAt } = { seenAt: null, beforeAt: null, ...stored };
  return typeof seenAt === "number"
    ? { seenAt, beforeAt: typeof beforeAt === "number" ? beforeAt : null }
    : null;
}
