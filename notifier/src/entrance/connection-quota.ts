/** Counts the open sockets of each user. */
export type ConnectionQuota = {
  /** Counts one more socket, or returns false when the user has as many as allowed. */
  acquire: (userId: string) => boolean;
  release: (userId: string) => void;
};

/** Creates a quota of `perUser` sockets for each user. */
export function createConnectionQuota(perUser: number): ConnectionQuota {
  const counts = new Map<string, number>();
  const countOf = (userId: string) => counts.get(userId) ?? 0;
  return {
    acquire(userId) {
      if (countOf(userId) >= perUser) return false;
      counts.set(userId, countOf(userId) + 1);
      return true;
    },
    release(userId) {
      if (countOf(userId) > 1) counts.set(userId, countOf(userId) - 1);
      else counts.delete(userId);
    },
  };
}
