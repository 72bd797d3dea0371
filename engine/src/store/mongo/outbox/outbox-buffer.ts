import type { OutboxEntry } from "../../outbox-store.ts";
import type { JobRecord } from "../record/documents.ts";
import { eventsFrom } from "../record/events.ts";
import type { StoredStep } from "../record/stored-step.ts";
import type { Watermarks } from "./watermarks.ts";

/**
 * Jobs kept at most. What comes beyond is found in the database later, so a broker that is away
 * costs no memory.
 */
const most = 20_000;

/** Whether it was left behind by somebody, so that its document has to say when it is relayed. */
type Waiting = { job: JobRecord; from: number; left: boolean };
export type Confirmed = { job: JobRecord; relayed: number; left: boolean };

/**
 * What this process wrote, or found left behind, and has not seen confirmed: the outbox without a
 * question to the database. A job's entries are always all that are not on the bus, in order, also
 * those of another process, since whoever writes has read the job before.
 */
export function createOutboxBuffer({
  watermarks,
}: {
  watermarks: Pick<Watermarks, "isOwn" | "isRelayed" | "hold" | "close" | "lose">;
}) {
  const waiting = new Map<string, Waiting>();

  /** Takes note of a job after a write, or as it was found. */
  function note(job: JobRecord, left = false): void {
    const known = waiting.get(job._id);
    if (known !== undefined && known.job.seq >= job.seq) return;
    const from = relayed(job) + 1;
    const news = stepsFrom(job, known === undefined ? from : known.job.seq + 1);
    if (news.length === 0) return;
    const fits = known !== undefined || waiting.size < most;
    for (const { by } of news) fits ? watermarks.hold(by) : watermarks.lose(by, 0);
    if (fits) waiting.set(job._id, { job, from, left: left || known?.left === true });
  }

  /**
   * Number of the last step of a job that the bus has, as far as is known here. What comes before a
   * step goes before it.
   */
  function relayed(job: JobRecord): number {
    const known = waiting.get(job._id);
    if (known !== undefined) return known.from - 1;
    const last = job.steps.findLastIndex(({ by }) => watermarks.isRelayed(by, job._id));
    return Math.max(job.relayed ?? 0, job.seq - job.steps.length + last + 1);
  }

  function take(limit: number): OutboxEntry[] {
    const entries: OutboxEntry[] = [];
    for (const [id, { job, from }] of waiting) {
      if (entries.length >= limit) break;
      for (const event of eventsFrom(job, from))
        entries.push({ position: `${event.data.seq}:${id}`, event });
    }
    return entries.slice(0, limit);
  }

  /**
   * Forgets confirmed entries, as far as a job's come without a gap; answers the jobs of which
   * nothing more is to be relayed.
   */
  function confirm(positions: string[]): Confirmed[] {
    const confirmed: Confirmed[] = [];
    for (const { seq, id } of positions.map(partsOf)) {
      const found = waiting.get(id);
      if (found?.from !== seq) continue;
      const { job, left } = found;
      found.from++;
      const [step] = stepsFrom(job, seq);
      if (step !== undefined) watermarks.close(step.by, id);
      if (seq < job.seq) continue;
      waiting.delete(id);
      confirmed.push({ job, relayed: seq, left });
    }
    return confirmed;
  }

  /** Jobs that are not to be after all. */
  function forget(ids: string[]): void {
    for (const id of ids) {
      const found = waiting.get(id);
      waiting.delete(id);
      if (found !== undefined)
        for (const { by } of stepsFrom(found.job, found.from)) watermarks.close(by, id);
    }
  }

  /** How many events of what this process wrote itself wait. */
  function count(): number {
    let sum = 0;
    for (const { job, from } of waiting.values())
      sum += stepsFrom(job, from).filter(({ by }) => watermarks.isOwn(by)).length;
    return sum;
  }
  return {
    note,
    forget,
    relayed,
    take,
    confirm,
    count,
    isEmpty: () => waiting.size === 0,
    isFull: () => waiting.size >= most,
  };
}
export type OutboxBuffer = ReturnType<typeof createOutboxBuffer>;

/** The steps of a job from number `from` on. */
function stepsFrom({ seq, steps }: JobRecord, from: number): StoredStep[] {
  return steps.slice(Math.max(0, steps.length - (seq - from + 1)));
}

function partsOf(position: string): { seq: number; id: string } {
  const colon = position.indexOf(":");
  return { seq: Number(position.slice(0, colon)), id: position.slice(colon + 1) };
}
