/** A lane, with the time of its first job as far as this process knows, in milliseconds. */
export type LaneHead = { lane: string; head: number };
type Known = LaneHead & {
  /** When the lane last had a job, in monotonic milliseconds. */
  seenAt: number;
};
/** Lanes whose turn it is, and when the next other lane has its turn. */
export type Turn = { lanes: string[]; until: number };

/** Milliseconds for which an empty lane is still read: the next job is likely to come there. */
const emptyLaneTtlMs = 60_000;

/**
 * Keeps the lanes that have jobs in the order of their first ones, so that a claim reads those whose
 * turn it is, and not all of them.
 */
export function createLaneTurns() {
  let lanes: Known[] = [];

  /**
   * Takes in the first jobs of lanes of which the server was asked. A lane that was asked for and has
   * none is the last one from then on, and forgotten after a minute.
   */
  function learn(found: LaneHead[], wasAsked: (lane: string) => boolean, now: number): void {
    const names = new Set(found.map(({ lane }) => lane));
    const others = lanes.flatMap((known) => {
      if (names.has(known.lane)) return [];
      if (!wasAsked(known.lane)) return [known];
      return now - known.seenAt > emptyLaneTtlMs ? [] : [{ ...known, head: lastOfAll }];
    });
    lanes = inOrder([...others, ...found.map((one) => ({ ...one, seenAt: now }))]);
  }

  /** Returns the first lanes that are wanted, at most `limit`, behind the first `skip` of them. */
  function next(isWanted: (lane: string) => boolean, { limit, skip }: Portion): Turn {
    const first: string[] = [];
    let skipped = 0;
    for (const { lane, head } of lanes) {
      if (!isWanted(lane)) continue;
      if (skipped < skip) skipped++;
      else if (first.length === limit) return { lanes: first, until: head };
      else first.push(lane);
    }
    return { lanes: first, until: lastOfAll };
  }

  return { learn, next, size: () => lanes.length, names: () => lanes.map(({ lane }) => lane) };
}

type Portion = { limit: number; skip: number };

/** The turn of a lane without jobs. */
export const lastOfAll = Number.POSITIVE_INFINITY;

/** Sorts lanes by turn, which takes little where few have moved. */
function inOrder(lanes: Known[]): Known[] {
  return lanes.sort((a, b) => (a.head === b.head ? 0 : a.head - b.head));
}
