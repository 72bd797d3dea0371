import type { JobEvent } from "@formwork/contracts/events/events";
import type { Attempt, Job, LogLine } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import { jobStates } from "@formwork/contracts/states";
import type { Page, Paging } from "../store/page.ts";
import type { Store } from "../store/store.ts";
import type { LogRange } from "../store/verbs/log-store.ts";
import { requestBound } from "../store/verbs/look-bound.ts";
import type { Templates } from "../templates/templates.ts";
import { jobNotFound } from "./job-not-found.ts";
import { type JobQuery, jobFilterOf } from "./job-query.ts";
import type { JobStats } from "./jobs.ts";
import { presentJob } from "./present-job.ts";

type Deps = { store: Store };
type SearchDeps = Deps & { templates: Pick<Templates, "titles"> };
type Counts = Record<string, number>;
const noJobs: Counts = Object.fromEntries(jobStates.map((state) => [state, 0]));

/** Returns one job. Fails with `job-not-found`. */
export async function getJob({ store }: Deps, { id }: { id: string }): Promise<Job> {
  return presentJob((await store.getJob({ id })) ?? jobNotFound(id));
}

/** Returns a page of the jobs that match. A long search ends when `signal` aborts. */
export async function listJobs(
  { store, templates }: SearchDeps,
  {
    query,
    ...params
  }: { query: JobQuery; sort: JobSort; signal?: AbortSignal | undefined } & Paging,
): Promise<Page<Job>> {
  const filter = await jobFilterOf(templates, query);
  const { items, next } = await store.findJobs({ ...params, filter });
  return { items: items.map(presentJob), next };
}

/** Counts the jobs that match by state, in all and per template, as far as a request may look. */
export async function countJobs(
  { store, templates }: SearchDeps,
  { query, signal }: { query: JobQuery; signal?: AbortSignal | undefined } = { query: {} },
): Promise<JobStats> {
  const filter = await jobFilterOf(templates, query);
  const byState: Counts = { ...noJobs };
  const byTemplate: Record<string, Counts> = {};
  let total = 0;
  const counted = await store.countJobs({ filter, bound: requestBound, signal });
  for (const { template, state, count } of counted.counts) {
    total += count;
    byState[state] = (byState[state] ?? 0) + count;
    byTemplate[template] = { ...noJobs, ...byTemplate[template], [state]: count };
  }
  return { total, byState, byTemplate, complete: counted.isComplete };
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

/** Returns log lines of a range, in order. */
export async function readLog(
  { store }: Deps,
  params: { id: string } & LogRange,
): Promise<LogLine[]> {
  await getJob({ store }, params);
  return store.readLog(params);
}
