import { LRUCache } from "lru-cache";

/** Jobs with the latest events that are remembered: those of a minute, at a thousand a second. */
const maxJobs = 60_000;
/** Steps of a job that are remembered one by one, as bits; those after them by the highest. */
const maxSingly = 30;

type Seen = { bits: number; highest: number };

/**
 * Remembers the steps of jobs whose events were read lately. Returns the function that tells whether
 * one is new. The log may hold an event twice, and out of order where several processes publish.
 */
export function createRecentSteps(): (step: { id: string; seq: number }) => boolean {
  const jobs = new LRUCache<string, Seen>({ max: maxJobs });

  return ({ id, seq }) => {
    const seen = jobs.get(id) ?? { bits: 0, highest: 0 };
    const bit = seq <= maxSingly ? 1 << seq : 0;
    const isNew = bit === 0 ? seq > seen.highest : (seen.bits & bit) === 0;
    jobs.set(id, { bits: seen.bits | bit, highest: Math.max(seen.highest, seq) });
    return isNew;
  };
}
