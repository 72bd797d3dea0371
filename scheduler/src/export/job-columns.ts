import type { Job } from "@formwork/contracts/job";
import type { Columns } from "./export-formats.ts";

/** The columns of jobs as CSV. */
export const jobColumns: Columns<Job> = {
  id: ({ id }) => id,
  summary: ({ summary }) => summary,
  template: ({ template }) => template.name,
  version: ({ template }) => String(template.version),
  state: ({ state }) => state,
  priority: ({ priority }) => String(priority),
  queue: ({ queue }) => queue,
  tags: ({ tags }) => JSON.stringify(tags),
  attempt: ({ attempt }) => String(attempt),
  maxAttempts: ({ maxAttempts }) => String(maxAttempts),
  failures: ({ failures }) => String(failures),
  crashes: ({ crashes }) => String(crashes),
  retries: ({ retries }) => String(retries),
  createdBy: ({ createdBy }) => createdBy,
  createdAt: ({ createdAt }) => createdAt,
  runAt: ({ runAt }) => runAt,
  startedAt: ({ startedAt }) => startedAt ?? "",
  finishedAt: ({ finishedAt }) => finishedAt ?? "",
  dismissedAt: ({ dismissedAt }) => dismissedAt ?? "",
  scheduleId: ({ scheduleId }) => scheduleId ?? "",
  rerunOf: ({ rerunOf }) => rerunOf ?? "",
  dependsOn: ({ dependsOn }) => JSON.stringify(dependsOn),
  errorReason: ({ error }) => error?.reason ?? "",
  error: ({ error }) => error?.message ?? "",
  payload: ({ payload }) => JSON.stringify(payload),
  result: ({ result }) => (result === null ? "" : JSON.stringify(result)),
};
