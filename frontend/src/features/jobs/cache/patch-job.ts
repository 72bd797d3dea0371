import type { JobEvent } from "@formwork/contracts/events/events";
import type { Job } from "@formwork/contracts/job";

/**
 * Applies the newest event to a job. Events carry neither payload nor result: the payload never
 * changes, and the result is refetched when the job has ended.
 */
export function patchJob(job: Job, events: readonly JobEvent[]): Job {
  const newestSeq = events
    .filter(({ subject }) => subject === job.id)
    .reduce((seq, { data }) => Math.max(seq, data.seq), job.seq);
  const event = events.find(({ subject, data }) => subject === job.id && data.seq === newestSeq);
  return event === undefined || newestSeq === job.seq ? job : { ...job, ...event.data };
}

/** Adds the events of a job to its history: in the order of `seq`, each once. */
export function addToHistory(
  history: readonly JobEvent[],
  events: readonly JobEvent[],
  id: string,
): JobEvent[] {
  const bySeq = new Map(
    [...history, ...events.filter((event) => event.subject === id)].map((event) => [
      event.data.seq,
      event,
    ]),
  );
  return [...bySeq.values()].sort((a, b) => a.data.seq - b.data.seq);
}
