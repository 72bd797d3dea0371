/** Jobs whose latest events are remembered at least: those of a minute, at a thousand a second. */
const minJobs = 60_000;
/** Steps of a job that are remembered one by one, as bits; those after them by the highest. */
const maxSingly = 30;

/**
 * Remembers the steps of jobs whose events were read lately. Returns the function that tells whether
 * one is new. The log may hold an event twice, and out of order where several processes publish.
 */
export function createRecentSteps(): (id: string, seq: number) => boolean {
  // Plain numbers: of as many objects, the collection of garbage takes longer than all else here.
  const first = createRecent();
  const later = createRecent();

  return (id, seq) => {
    if (seq > maxSingly) {
      const highest = later.get(id);
      if (seq > highest) later.set(id, seq);
      return seq > highest;
    }
    const bits = first.get(id);
    const bit = 1 << seq;
    if ((bits & bit) !== 0) return false;
    first.set(id, bits | bit);
    return true;
  };
}

/** A number for each of the jobs that were set last, `minJobs` or twice as many; 0 for others. */
function createRecent() {
  let newer = new Map<string, number>();
  let older = new Map<string, number>();
  return {
    get: (id: string) => newer.get(id) ?? older.get(id) ?? 0,
    set(id: string, value: number): void {
      newer.set(id, value);
      if (newer.size <= minJobs) return;
      older = newer;
      newer = new Map();
    },
  };
}
