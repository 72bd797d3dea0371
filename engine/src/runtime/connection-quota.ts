/** Counts the open connections of each owner. */
export type ConnectionQuota = {
  /** Counts one more, or returns false when the owner has as many as allowed. */
  acquire: (owner: string) => boolean;
  release: (owner: string) => void;
};

/** Creates a quota of `perOwner` connections for each owner. */
export function createConnectionQuota(perOwner: number): ConnectionQuota {
  const counts = new Map<string, number>();
  const countOf = (owner: string) => counts.get(owner) ?? 0;
  return {
    acquire(owner) {
      if (countOf(owner) >= perOwner) return false;
      counts.set(owner, countOf(owner) + 1);
      return true;
    },
    release(owner) {
      if (countOf(owner) > 1) counts.set(owner, countOf(owner) - 1);
      else counts.delete(owner);
    },
  };
}
