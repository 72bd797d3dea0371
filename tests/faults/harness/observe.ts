import { setTimeout as pause } from "node:timers/promises";
import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import type { ReplyOf } from "@formwork/contracts/operations/operations";
import { isFinal, jobStates } from "@formwork/contracts/states";
import type { Calls } from "./calls.ts";
import type { FinalJob, FinalSlot, SeenEvent } from "./history.ts";

/** Jobs that are read at the same time. */
const maxOpen = 8;
const pollMs = 100;
const openStates = jobStates.filter((state) => !isFinal(state));

/** Counts the jobs that have not ended. */
export async function countOpen(calls: Calls): Promise<number> {
  const { byState } = await calls.untilAnswered((client, signal) =>
    client.call("jobs.stats", { signal }),
  );
  return openStates.reduce((sum, state) => sum + (byState[state] ?? 0), 0);
}

/** Waits until no job is open, or none has ended for `ms`; returns the ids of those that still are. */
export async function unfinishedAfter(calls: Calls, ms: number): Promise<string[]> {
  let fewest = Number.POSITIVE_INFINITY;
  let since = performance.now();
  for (;;) {
    const count = await countOpen(calls);
    if (count === 0) return [];
    if (count < fewest) [fewest, since] = [count, performance.now()];
    if (performance.now() - since > ms) return openIds(calls);
    await pause(pollMs);
  }
}

async function openIds(calls: Calls): Promise<string[]> {
  const { items } = await calls.untilAnswered((client, signal) =>
    client.call("jobs.list", { query: { state: openStates, limit: 500 }, signal }),
  );
  return items.map(({ id }) => id);
}

/** Reads all jobs with their events and attempts, by id. */
export async function readJobs(calls: Calls): Promise<Map<string, FinalJob>> {
  const listed = await readAllPages((query) =>
    calls.untilAnswered((client, signal) => client.call("jobs.list", { query, signal })),
  );
  const jobs = new Map<string, FinalJob>();
  const waiting = listed.values();
  await Promise.all(
    Array.from({ length: maxOpen }, async () => {
      for (const job of waiting) jobs.set(job.id, await readJob(calls, job));
    }),
  );
  return jobs;
}

async function readJob(calls: Calls, job: ReplyOf<"jobs.get">): Promise<FinalJob> {
  const { id, state, attempt, maxAttempts, crashes, seq, result } = job;
  const params = { id };
  const [events, attempts] = await Promise.all([
    readAllPages((query) =>
      calls.untilAnswered((client, signal) =>
        client.call("jobs.events", { params, query, signal }),
      ),
    ),
    readAllPages((query) =>
      calls.untilAnswered((client, signal) =>
        client.call("jobs.attempts", { params, query, signal }),
      ),
    ),
  ]);
  const told = (result as { attempt?: number } | null)?.attempt;
  return {
    ...{ id, state, attempt, maxAttempts, crashes, seq },
    resultOf: told ?? null,
    events: events.map((event): SeenEvent => ({ seq: event.data.seq, type: event.type })),
    attempts: attempts.map((one) => ({ attempt: one.attempt, state: one.state })),
  };
}

/** Reads the slots of a schedule, oldest first, and the jobs that it made. */
export async function readSlots(calls: Calls, id: string) {
  const slots = await readAllPages((query) =>
    calls.untilAnswered((client, signal) =>
      client.call("schedules.slots", { params: { id }, query, signal }),
    ),
  );
  const jobs = await readAllPages((paging) =>
    calls.untilAnswered((client, signal) =>
      client.call("jobs.list", { query: { schedule: id, ...paging }, signal }),
    ),
  );
  return {
    slots: slots
      .map(({ at, outcome, jobId }): FinalSlot => ({ at: Date.parse(at), outcome, job: jobId }))
      .toSorted((one, other) => one.at - other.at),
    jobs: jobs.map((job) => ({ id: job.id, runAt: Date.parse(job.runAt) })),
  };
}
