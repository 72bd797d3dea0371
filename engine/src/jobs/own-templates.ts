import type { Principal } from "@formwork/contracts/account";
import type { Job } from "@formwork/contracts/job";
import { jobSight } from "@formwork/contracts/policies/jobs";
import { ownJobsRead, type UsedTemplate } from "@formwork/contracts/used-template";
import type { Store } from "../store/store.ts";
import { withinSight } from "./within-sight.ts";

/** Returns the templates that a caller uses most, by the last jobs that the caller made. */
export async function ownTemplates(
  { store }: { store: Pick<Store, "findJobs"> },
  {
    principal,
    limit,
    signal,
  }: { principal: Principal; limit: number; signal?: AbortSignal | undefined },
): Promise<{ items: UsedTemplate[] }> {
  const { items } = await store.findJobs({
    filter: withinSight({ createdBy: principal.id }, jobSight(principal)),
    sort: "-createdAt",
    limit: ownJobsRead,
    signal,
  });
  return { items: rankTemplates(items).slice(0, limit) };
}

type Used = Pick<Job, "id" | "template" | "summary" | "state" | "createdAt" | "scheduleId">;

/**
 * Counts jobs by template, the most used one first; of two alike the one used last. `jobs` are in
 * order, the newest one first. Those that a schedule made were not started by a person.
 */
export function rankTemplates(jobs: readonly Used[]): UsedTemplate[] {
  const used = new Map<string, UsedTemplate>();
  for (const { id, template, summary, state, createdAt, scheduleId } of jobs) {
    if (scheduleId !== null) continue;
    const known = used.get(template.name);
    const last = known?.last ?? { id, summary, state, createdAt };
    used.set(template.name, { template: template.name, jobs: (known?.jobs ?? 0) + 1, last });
  }
  return [...used.values()].sort((one, other) => other.jobs - one.jobs);
}
