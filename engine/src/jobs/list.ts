import type { JobEvent } from "@formwork/contracts/events/events";
import type { Attempt, Job, LogLine } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import { jobStates } from "@formwork/contracts/states";
import type { JobFilter } from "../store/job-store.ts";
import type { Page, Paging } from "../store/page.ts";
import type { Store } from "../store/store.ts";
import { jobNotFound } from "./job-not-found.ts";
import { presentJob } from "./present-job.ts";

type Deps = { store: Store };
type Counts = Record<string, number>;

/** Returns one job. Fails with `job-not-found`. */
export async function getJob({ store }: Deps, { id }: { id: string }): Promise<Job> {
  return presentJob((await store.getJob({ id })) ?? jobNotFound(id));
}

/** Returns a page of the jobs that match. A long search ends when `signal` aborts. */
export async function listJobs(
  { store }: Deps,
  params: { filter: JobFilter; sort: JobSort; signal?: AbortSignal | undefined } & Paging,
): Promise<Page<Job>> {
  const { items, next } = await store.findJobs(params);
  return { items: items.map(presentJob), next };
}

/** Counts jobs by state, in all and per template. */
export async function countJobs({
  store,
}: Deps): Promise<{ total: number; byState: Counts; byTemplate: Record<string, Counts> }> {
  const byState: Counts = Object.fromEntries(jobStates.map((state) => [state, 0]));
  const byTemplate: Record<string, Counts> = {};
  let total = 0;
  for (const { template, state, count } of await store.countJobs()) {
    total += count;
    byState[state] = (byState[state] ?? 0) + count;
    byTemplate[template] = { ...byTemplate[template], [state]: count };
  }
  return { total, byState, byTemplate };
}

/** Returns a page of a job's events, in order of `seq`. */
export async function listEvents(
  { store }: Deps,
  params: { id: string } & Paging,
): Promise<Page<JobEvent>> {
  await getJob({ store }, params);
  return store.listEvents(params);
}

/** Returns a page of a job's attempts, oldest first. */
export async function listAttempts(
  { store }: Deps,
  params: { id: string } & Paging,
): Promise<Page<Attempt>> {
  await getJob({ store }, params);
  return store.listAttempts(params);
}

/** Returns up to `limit` log lines with an offset above `after`. */
export async function readLog(
  { store }: Deps,
  params: { id: string; after: number; limit: number; attempt?: number | undefined },
): Promise<LogLine[]> {
  await getJob({ store }, params);
  return store.readLog(params);
}
