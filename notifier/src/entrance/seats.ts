/** How many sockets each user has. */
export type Seats = { take: (userId: string) => boolean; give: (userId: string) => void };

/** So many seats for each user (T23). */
export function createSeats(perUser: number): Seats {
  const taken = new Map<string, number>();
  const countOf = (userId: string) => taken.get(userId) ?? 0;
  return {
    take(userId) {
      if (countOf(userId) >= perUser) return false;
      taken.set(userId, countOf(userId) + 1);
      return true;
    },
    give(userId) {
      if (countOf(userId) > 1) taken.set(userId, countOf(userId) - 1);
      else taken.delete(userId);
    },
  };
}
