import type { NewJob } from "../../job-store.ts";
import type { JobRow } from "./rows.ts";

/** The row a job is born with: `scheduled`, before its first event. */
export function newRow(job: NewJob, now: number): Omit<JobRow, "no"> {
  return {
    id: job.id,
    template: job.template.name,
    version: job.template.version,
    kind: job.kind,
    queue: job.queue,
    priority: job.priority,
    tags: JSON.stringify(job.tags),
    maxAttempts: job.maxAttempts,
    timeoutMs: job.timeoutMs,
    createdBy: job.createdBy,
    createdAt: now,
    scheduleId: job.scheduleId,
    rerunOf: job.rerunOf,
    dependsOn: JSON.stringify(job.dependsOn),
    onDependencyFailure: job.onDependencyFailure,
    onLost: job.onLost,
    concurrencyKey: job.concurrency?.key ?? null,
    concurrencyLimit: job.concurrency?.limit ?? null,
    traceparent: job.traceparent,
    state: "scheduled",
    runAt: job.runAt ?? now,
    waitingFor: new Set(job.dependsOn).size,
    seq: 1,
    run: 1,
    ...unstarted,
  };
}

const unstarted = {
  startedAt: null,
  finishedAt: null,
  dismissedAt: null,
  attempt: 0,
  crashes: 0,
  failures: 0,
  progress: null,
  error: null,
  workerId: null,
  leaseToken: null,
  leaseUntil: null,
  parked: 0,
  deletedPosition: null,
} as const;
