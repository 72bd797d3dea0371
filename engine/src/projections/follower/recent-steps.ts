/** Jobs whose latest events are remembered at least: those of a minute, at a thousand a second. */
const minJobs = 60_000;
/** Steps of a job that are remembered one by one, as bits; those after them by the highest. */
const maxSingly = 30;

type Seen = { bits: number; highest: number };

/**
 * Remembers the steps of jobs whose events were read lately. Returns the function that tells whether
 * one is new. The log may hold an event twice, and out of order where several processes publish.
 */
export function createRecentSteps(): (id: string, seq: number) => boolean {
  let newer = new Map<string, Seen>();
  let older = new Map<string, Seen>();

  function find(id: string): Seen {
    const known = newer.get(id);
    if (known !== undefined) return known;
    const seen = older.get(id) ?? { bits: 0, highest: 0 };
    if (newer.size >= minJobs) {
      older = newer;
      newer = new Map();
    }
    newer.set(id, seen);
    return seen;
  }
  // Changed in place: this runs for each event.
  return (id, seq) => {
    const seen = find(id);
    const bit = seq <= maxSingly ? 1 << seq : 0;
    const isNew = bit === 0 ? seq > seen.highest : (seen.bits & bit) === 0;
    seen.bits |= bit;
    seen.highest = Math.max(seen.highest, seq);
    return isNew;
  };
}
