import type { NewJob } from "../store.ts";
import type { Fixed, Standing, WholeJob } from "./documents.ts";
import { after, type Step, unborn } from "./steps.ts";
import { laneOf } from "./updates.ts";

/** The document a job is born with: `scheduled`, and `queued` in the same write when it is due and waits for nothing. */
export function newJob(job: NewJob, at: Date, by: number): WholeJob {
  const fixed = fixedOf(job, at);
  const targets = [...new Set(job.dependsOn)];
  const isDue = targets.length === 0 && (job.runAt === null || job.runAt <= at.getTime());
  const created: Step = { c: "create", at, by, ...(job.runAt === null ? {} : { due: new Date(job.runAt) }) };
  const steps: Step[] = isDue ? [created, { c: "due", at, by }] : [created];
  const standing = steps.reduce<Standing>(after, unborn(fixed));
  return {
    ...fixed,
    ...standing,
    ...{ kind: job.kind, timeoutMs: job.timeoutMs, onDependencyFailure: job.onDependencyFailure, onLost: job.onLost },
    ...concurrencyOf(job),
    ...idempotencyOf(job),
    ...(isDue ? { ready: laneOf(job) } : {}),
    ...(!isDue && targets.length === 0 ? { dueAt: standing.runAt } : {}),
    ...(targets.length > 0 ? { waitsFor: targets, untold: true as const } : {}),
    ...{ lines: 0, relayed: 0, unsent: at, steps, payload: JSON.stringify(job.payload) },
  };
}

function fixedOf(job: NewJob, createdAt: Date): Fixed {
  const { template, queue, priority, tags, maxAttempts, createdBy, scheduleId, rerunOf, dependsOn, traceparent } = job;
  return {
    ...{ _id: job.id, template: template.name, version: template.version, queue, priority, tags, maxAttempts, createdBy, createdAt },
    ...{ scheduleId, rerunOf, dependsOn, traceparent },
  };
}

function concurrencyOf({ concurrency }: NewJob): Pick<WholeJob, "concurrencyKey" | "concurrencyLimit"> {
  return concurrency === null ? {} : { concurrencyKey: concurrency.key, concurrencyLimit: concurrency.limit };
}

function idempotencyOf({ idempotency }: NewJob): Pick<WholeJob, "idempotencyKey" | "idempotencyHash"> {
  return idempotency === null ? {} : { idempotencyKey: idempotency.key, idempotencyHash: idempotency.hash };
}
