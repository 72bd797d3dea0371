import { setTimeout as wait } from "node:timers/promises";
import type { JobEvent } from "@formwork/contracts/events/events";
import type { Job, JobSummary } from "@formwork/contracts/job";
import type { JobState } from "@formwork/contracts/states";
import { foldedText } from "@formwork/contracts/text/folded-text";
import { expect } from "chai";
import { DomainError } from "../../errors.ts";
import { aNewJob } from "../../testing/a-new-job.ts";
import type { Page } from "../page.ts";
import type { SearchWord } from "../search/job-search.ts";
import type { Store } from "../store.ts";
import type { NewJob } from "../verbs/job-store.ts";
import type { ClaimedJob, Settlement } from "../verbs/work-store.ts";

/** What many tests of a store do. */

export const hour = 3_600_000;
export const oops = { message: "It broke", reason: "exit", details: { code: 7 } };

/** Returns a word of a search, in no template's title. */
export function aWord(text: string, templates: string[] = []): SearchWord {
  return { text: foldedText(text), templates };
}

/** Stores a job and returns it. */
export async function submit(store: Store, given: Partial<NewJob> = {}): Promise<Job> {
  const [inserted] = await store.insertJobs({ jobs: [aNewJob(given)] });
  return inserted?.outcome === "stored" ? inserted.job : expect.fail("the job was not stored");
}

type Claim = Parameters<Store["claimJobs"]>[0];

/** Claims as a worker that runs everything. */
export function claim(store: Store, given: Partial<Claim> = {}): Promise<ClaimedJob[]> {
  return store.claimJobs({
    workerId: "worker-1",
    kinds: ["http", "command", "module", "remote"],
    limit: 100,
    leaseMs: hour,
    ...given,
  });
}

/** Stores a job in a queue of its own and claims it. */
export async function start(
  store: Store,
  given: Partial<NewJob> = {},
  lease: Partial<Claim> = {},
): Promise<ClaimedJob> {
  const job = await submit(store, { queue: `queue-${Math.random()}`, ...given });
  return claimAgain(store, job, lease);
}

/** Claims a queued job that is alone in its queue. */
export async function claimAgain(
  store: Store,
  job: Job,
  lease: Partial<Claim> = {},
): Promise<ClaimedJob> {
  const [claimed] = await claim(store, { queues: [job.queue], ...lease });
  return claimed?.job.id === job.id ? claimed : expect.fail("the job was not claimed");
}

/** Ways to end an attempt. */
export const ends = {
  succeed: { cause: "succeed", exitCode: 0, result: { sum: 42 } },
  failLater: { cause: "fail", exitCode: 7, error: oops, delayMs: hour },
  failNow: { cause: "fail", exitCode: 7, error: oops, delayMs: -1 },
  exhaust: { cause: "exhaust", exitCode: 7, error: oops },
  release: { cause: "release", exitCode: null },
} as const;
type End = (typeof ends)[keyof typeof ends];

/** Ends an attempt; returns whether the lease was held. */
export async function settle(
  store: Store,
  { job, token }: { job: { id: string }; token: string },
  end: End,
): Promise<boolean> {
  const settlement: Settlement = { id: job.id, token, ...end };
  return (await store.settleJobs({ settlements: [settlement] })).includes(job.id);
}

/** Says that nothing is left of a cancelled attempt. */
export function endAttempt(
  store: Store,
  { job, token }: { job: { id: string }; token: string },
  exitCode: number | null = null,
): Promise<boolean> {
  return store.endAttempt({ id: job.id, token, exitCode });
}

/** Makes a job that is in `state`, in a queue of its own. */
export async function aJobIn(store: Store, state: JobState): Promise<Job> {
  if (state === "scheduled") return submit(store, { runAt: Date.now() + hour });
  if (state === "queued") return submit(store, { queue: `queue-${Math.random()}` });
  const claimed = await start(store);
  if (state === "retrying") await settle(store, claimed, ends.failLater);
  if (state === "succeeded") await settle(store, claimed, ends.succeed);
  if (state === "failed") await settle(store, claimed, ends.exhaust);
  if (state === "cancelled") {
    await store.controlJob({ id: claimed.job.id, cause: "cancel", traceparent: null });
    await endAttempt(store, claimed);
  }
  return theJob(store, claimed.job.id);
}

/** Returns a job; fails where it does not exist. */
export async function theJob(store: Store, id: string): Promise<Job> {
  return (await store.getJob({ id })) ?? expect.fail(`job ${id} is gone`);
}

/** Returns a job as its events show it. */
export async function theSummary(store: Store, id: string): Promise<JobSummary> {
  const job = await theJob(store, id);
  const { payload, result, timeout, onDependencyFailure, traceId, ...summary } = job;
  return summary;
}

/** Returns all events of a job. */
export function eventsOf(store: Store, id: string): Promise<JobEvent[]> {
  return everything((cursor) => store.listEvents({ id, limit: 500, cursor }));
}

/** Returns the types of a job's events, without `job.`. */
export async function eventTypesOf(store: Store, id: string): Promise<string[]> {
  return (await eventsOf(store, id)).map((event) => event.type.replace("job.", ""));
}

/** Reads a list page by page and returns every item. */
export async function everything<T>(
  fetch: (cursor: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await fetch(cursor);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = page.next;
  }
}

/** Stages until no job is moved. */
export async function stageAll(store: Store): Promise<void> {
  while ((await store.stageJobs({ limit: 100 })) > 0);
}

/** Returns the error with which a call was refused; fails where it was not. */
export async function refusal(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => expect.fail("it should have been refused"),
    (reason: unknown) => reason,
  );
  if (error instanceof DomainError) return error;
  throw error;
}

/** Waits until the clock has moved on by a millisecond. */
export async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() <= now) await wait(1);
}
