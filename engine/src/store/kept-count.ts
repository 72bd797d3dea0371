import type { JobCount, JobFilter } from "./verbs/job-store.ts";

/** How many jobs of a template, queue and state a store has. It is kept with each write of a job. */
export type KeptCount = JobCount & { queue: string };

/** Whether kept counts alone can answer a filter: it asks for templates, queues and states only. */
export function isAnsweredByCounts(filter: JobFilter): boolean {
  const { template: _, notTemplate: __, queue: ___, state: ____, ...others } = filter;
  return Object.values(others).every((value) => value === undefined);
}

/** Whether a filter asks for the jobs of a kept count. */
export function asksForCount(filter: JobFilter, { template, queue, state }: KeptCount): boolean {
  return (
    (filter.template?.includes(template) ?? true) &&
    filter.notTemplate?.includes(template) !== true &&
    (filter.queue?.includes(queue) ?? true) &&
    (filter.state?.includes(state) ?? true)
  );
}
