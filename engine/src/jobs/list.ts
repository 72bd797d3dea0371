import type { JobEvent } from "@formwork/contracts/events/events";
import type { Attempt, Job, LogLine } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import { jobStates } from "@formwork/contracts/states";
import type { JobFilter } from "../store/job-store.ts";
import type { Page, Paging } from "../store/page.ts";
import type { Store } from "../store/store.ts";
import { missing } from "./control.ts";
import { presentJob } from "./present-job.ts";

type Deps = { store: Store };
type Counts = Record<string, number>;

/** One job. */
export async function getJob({ store }: Deps, { id }: { id: string }): Promise<Job> {
  return presentJob((await store.getJob({ id })) ?? missing(id));
}

/** A page of the jobs that match. */
export async function listJobs(
  { store }: Deps,
  params: { filter: JobFilter; sort: JobSort } & Paging,
): Promise<Page<Job>> {
  const { items, next } = await store.findJobs(params);
  return { items: items.map(presentJob), next };
}

/** How many jobs are in each state, over all and by template. */
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

/** The job's events in order of seq. */
export async function listEvents(
  { store }: Deps,
  params: { id: string } & Paging,
): Promise<Page<JobEvent>> {
  await getJob({ store }, params);
  return store.listEvents(params);
}

/** The job's attempts, first one first. */
export async function listAttempts(
  { store }: Deps,
  params: { id: string } & Paging,
): Promise<Page<Attempt>> {
  await getJob({ store }, params);
  return store.listAttempts(params);
}

/** Log lines above `after`. */
export async function readLog(
  { store }: Deps,
  params: { id: string; after: number; limit: number; attempt?: number | undefined },
): Promise<LogLine[]> {
  await getJob({ store }, params);
  return store.readLog(params);
}
