import type { JobEvent } from "@formwork/contracts/events/events";
import type { Job } from "@formwork/contracts/job";

/**
 * The job after some events. They carry neither payload nor result: the payload never changes, the
 * result is fetched when it is there.
 */
export function patchJob(job: Job, events: readonly JobEvent[]): Job {
  const newest = events
    .filter(({ subject }) => subject === job.id)
    .reduce((seq, { data }) => Math.max(seq, data.seq), job.seq);
  const event = events.find(({ subject, data }) => subject === job.id && data.seq === newest);
  return event === undefined || newest === job.seq ? job : { ...job, ...event.data };
}

/** The history after some events, in order of `seq`, each once. */
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
