import { createRecentMap } from "../../runtime/recent-map.ts";

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
  const first = createRecentMap<number>(minJobs);
  const later = createRecentMap<number>(minJobs);

  return (id, seq) => {
    if (seq > maxSingly) {
      const highest = later.get(id) ?? 0;
      if (seq > highest) later.set(id, seq);
      return seq > highest;
    }
    const bits = first.get(id) ?? 0;
    const bit = 1 << seq;
    if ((bits & bit) !== 0) return false;
    first.set(id, bits | bit);
    return true;
  };
}
