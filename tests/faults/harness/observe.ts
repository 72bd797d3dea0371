import type { ReplyOf } from "@formwork/contracts/operations/operations";
import { isFinal, jobStates } from "@formwork/contracts/states";
import { eventually } from "@formwork/engine/testing/eventually";
import type { Calls } from "./calls.ts";
import type { FinalJob, FinalSlot, SeenEvent } from "./history.ts";

/** Rows of one page, and calls at the same time. */
const pageSize = 500;
const maxOpen = 8;
const openStates = jobStates.filter((state) => !isFinal(state));

/** Waits until no job is open, at most `ms`; returns the ids of those that still are. */
export async function unfinishedAfter(calls: Calls, ms: number): Promise<string[]> {
  const open = () =>
    calls.untilAnswered((client, signal) =>
      client.call("jobs.list", { query: { state: openStates, limit: pageSize }, signal }),
    );
  try {
    await eventually(async () => (await open()).items.length === 0, "all jobs to end", ms);
    return [];
  } catch {
    return (await open()).items.map(({ id }) => id);
  }
}

/** Reads all jobs with their events and attempts, by id. */
export async function readJobs(calls: Calls): Promise<Map<string, FinalJob>> {
  const listed = await readAll((cursor) =>
    calls.untilAnswered((client, signal) =>
      client.call("jobs.list", { query: { limit: pageSize, ...(cursor && { cursor }) }, signal }),
    ),
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
  const page = { params: { id }, query: { limit: pageSize } };
  const [events, attempts] = await Promise.all([
    readAll((cursor) =>
      calls.untilAnswered((client, signal) =>
        client.call("jobs.events", {
          ...page,
          query: { limit: pageSize, ...(cursor && { cursor }) },
          signal,
        }),
      ),
    ),
    calls.untilAnswered((client, signal) => client.call("jobs.attempts", { ...page, signal })),
  ]);
  const told = (result as { attempt?: number } | null)?.attempt;
  return {
    ...{ id, state, attempt, maxAttempts, crashes, seq },
    resultOf: told ?? null,
    events: events.map((event): SeenEvent => ({ seq: event.data.seq, type: event.type })),
    attempts: attempts.items.map((one) => ({ attempt: one.attempt, state: one.state })),
  };
}

/** Reads the slots of a schedule, oldest first, and the jobs that it made. */
export async function readSlots(calls: Calls, id: string) {
  const slots = await readAll((cursor) =>
    calls.untilAnswered((client, signal) =>
      client.call("schedules.slots", {
        params: { id },
        query: { limit: pageSize, ...(cursor && { cursor }) },
        signal,
      }),
    ),
  );
  const jobs = await readAll((cursor) =>
    calls.untilAnswered((client, signal) =>
      client.call("jobs.list", {
        query: { schedule: id, limit: pageSize, ...(cursor && { cursor }) },
        signal,
      }),
    ),
  );
  return {
    slots: slots
      .map(({ at, outcome, jobId }): FinalSlot => ({ at: Date.parse(at), outcome, job: jobId }))
      .toSorted((one, other) => one.at - other.at),
    jobs: jobs.map((job) => ({ id: job.id, runAt: Date.parse(job.runAt) })),
  };
}

async function readAll<Item>(
  read: (cursor: string | null) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: { items: Item[]; next: string | null } = await read(cursor);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = page.next;
  }
}
