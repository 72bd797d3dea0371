import type { OutboxEntry } from "../store.ts";
import type { JobRecord } from "./documents.ts";
import { eventsFrom } from "./steps.ts";

/** Jobs kept at most. What comes beyond is found in the database later, so a broker that is away costs no memory. */
const most = 20_000;

type Waiting = { job: JobRecord; from: number };
export type Confirmed = { job: JobRecord; relayed: number };

/**
 * What this process wrote, or found left behind, and has not seen confirmed: the outbox without a question to the database. A job's entries
 * are always all that are not on the bus, in order, also those of another process, since whoever writes has read the job before.
 */
export function createUnpublished() {
  const waiting = new Map<string, Waiting>();
  /** Up to where the bus has confirmed jobs whose documents do not say so yet. */
  const owed = new Map<string, number>();

  /** Takes note of a job after a write, or as it was found. */
  function note(job: JobRecord): void {
    const known = waiting.get(job._id);
    if (known !== undefined && known.job.seq >= job.seq) return;
    if (known === undefined && waiting.size >= most) return;
    const from = known?.from ?? Math.max(job.relayed, relayed(job._id)) + 1;
    if (from <= job.seq) waiting.set(job._id, { job, from });
  }

  function relayed(id: string): number {
    return owed.get(id) ?? 0;
  }

  function take(limit: number): OutboxEntry[] {
    const entries: OutboxEntry[] = [];
    for (const [id, { job, from }] of waiting) {
      if (entries.length >= limit) break;
      for (const event of eventsFrom(job, from)) entries.push({ position: `${event.data.seq}:${id}`, event });
    }
    return entries.slice(0, limit);
  }

  /** Forgets confirmed entries, as far as a job's are confirmed without a gap; answers the jobs concerned. */
  function confirm(positions: string[]): Confirmed[] {
    const confirmed = Map.groupBy(positions.map(partsOf), ({ id }) => id);
    return [...confirmed].flatMap(([id, parts]) => {
      const found = waiting.get(id);
      if (found === undefined) return [];
      const from = firstGap(found.from, new Set(parts.map(({ seq }) => seq)));
      if (from === found.from) return [];
      if (from > found.job.seq) waiting.delete(id);
      else found.from = from;
      owed.set(id, from - 1);
      return [{ job: found.job, relayed: from - 1 }];
    });
  }

  /** The document of a job says that it is relayed so far. */
  function paid(id: string, upTo: number): void {
    if (relayed(id) <= upTo) owed.delete(id);
  }

  /** Jobs that are not to be after all. */
  function forget(ids: string[]): void {
    for (const id of ids) waiting.delete(id);
  }
  return { note, forget, relayed, take, confirm, paid, isEmpty: () => waiting.size === 0 };
}
export type Unpublished = ReturnType<typeof createUnpublished>;

function partsOf(position: string): { seq: number; id: string } {
  const colon = position.indexOf(":");
  return { seq: Number(position.slice(0, colon)), id: position.slice(colon + 1) };
}

function firstGap(from: number, seqs: Set<number>): number {
  let gap = from;
  while (seqs.has(gap)) gap++;
  return gap;
}
