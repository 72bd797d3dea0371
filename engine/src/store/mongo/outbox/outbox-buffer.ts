import type { OutboxEntry } from "../../verbs/outbox-store.ts";
import type { JobRecord } from "../record/documents.ts";
import { eventsFrom } from "../record/events.ts";
import type { StoredStep } from "../record/stored-step.ts";
import type { Watermarks } from "./watermarks.ts";

/** Jobs buffered at most. The events of others are found in the database later. */
const maxBufferedJobs = 20_000;

/**
 * A job with events to relay, from step `from` on. `isOrphan`: another process wrote some and died,
 * so that the job's document has to say when they are relayed.
 */
type Buffered = { job: JobRecord; from: number; isOrphan: boolean };
/** A job whose events up to step `relayed` are on the bus. */
export type Confirmed = { job: JobRecord; relayed: number; isOrphan: boolean };

type BufferDeps = {
  watermarks: Pick<Watermarks, "isOwn" | "isRelayed" | "addEvent" | "confirmEvent" | "loseWrite">;
};

/**
 * Buffers the events that this process has to relay: what it wrote itself, and what it found
 * orphaned. Per job these are all events that are not on the bus, in order, those that another
 * process wrote included: whoever writes about a job has read it before.
 */
export function createOutboxBuffer({ watermarks }: BufferDeps) {
  const buffered = new Map<string, Buffered>();

  /** Adds the events of a job after a write, or as it was found. */
  function add(job: JobRecord, isOrphan = false): void {
    const known = buffered.get(job._id);
    if (known !== undefined && known.job.seq >= job.seq) return;
    const from = lastRelayedSeq(job) + 1;
    const added = stepsFrom(job, known === undefined ? from : known.job.seq + 1);
    if (added.length === 0) return;
    const fits = known !== undefined || buffered.size < maxBufferedJobs;
    for (const { by } of added) fits ? watermarks.addEvent(by) : watermarks.loseWrite(by, 0);
    if (fits) buffered.set(job._id, { job, from, isOrphan: isOrphan || known?.isOrphan === true });
  }

  /** Returns the number of a job's last step that is known to be on the bus, as all before it. */
  function lastRelayedSeq(job: JobRecord): number {
    const known = buffered.get(job._id);
    if (known !== undefined) return known.from - 1;
    const last = job.steps.findLastIndex(({ by }) => watermarks.isRelayed(by, job._id));
    return Math.max(job.relayed ?? 0, job.seq - job.steps.length + last + 1);
  }

  /** Returns up to `limit` events, job by job in order. */
  function take(limit: number): OutboxEntry[] {
    const entries: OutboxEntry[] = [];
    for (const [id, { job, from }] of buffered) {
      if (entries.length >= limit) break;
      for (const event of eventsFrom(job, from))
        entries.push({ position: `${event.data.seq}:${id}`, event });
    }
    return entries.slice(0, limit);
  }

  /**
   * Removes confirmed events, per job as far as there is no gap; returns the jobs that have none
   * left.
   */
  function confirm(positions: string[]): Confirmed[] {
    const confirmed: Confirmed[] = [];
    for (const { seq, id } of positions.map(parsePosition)) {
      const found = buffered.get(id);
      if (found?.from !== seq) continue;
      const { job, isOrphan } = found;
      found.from++;
      const [step] = stepsFrom(job, seq);
      if (step !== undefined) watermarks.confirmEvent(step.by, id);
      if (seq < job.seq) continue;
      buffered.delete(id);
      confirmed.push({ job, relayed: seq, isOrphan });
    }
    return confirmed;
  }

  /** Removes jobs whose insertion is taken back. */
  function remove(ids: string[]): void {
    for (const id of ids) {
      const found = buffered.get(id);
      buffered.delete(id);
      if (found !== undefined)
        for (const { by } of stepsFrom(found.job, found.from)) watermarks.confirmEvent(by, id);
    }
  }

  /** Returns how many events of this process's own writes are buffered. */
  function countOwn(): number {
    let sum = 0;
    for (const { job, from } of buffered.values())
      sum += stepsFrom(job, from).filter(({ by }) => watermarks.isOwn(by)).length;
    return sum;
  }
  return {
    ...{ add, remove, lastRelayedSeq, take, confirm, countOwn },
    isEmpty: () => buffered.size === 0,
    isFull: () => buffered.size >= maxBufferedJobs,
  };
}
export type OutboxBuffer = ReturnType<typeof createOutboxBuffer>;

/** Returns the steps of a job from number `from` on. */
function stepsFrom({ seq, steps }: JobRecord, from: number): StoredStep[] {
  return steps.slice(Math.max(0, steps.length - (seq - from + 1)));
}

function parsePosition(position: string): { seq: number; id: string } {
  const colon = position.indexOf(":");
  return { seq: Number(position.slice(0, colon)), id: position.slice(colon + 1) };
}
