import { after, initialStanding, type Standing } from "../../steps/transition.ts";
import type { NewJob } from "../../verbs/job-store.ts";
import { type Fixed, storedStanding, type WholeJob } from "./documents.ts";
import { claimPosition, type LanePosition, loopLanes, loopPosition } from "./lane-position.ts";
import type { StoredStep } from "./stored-step.ts";

/**
 * Stands in `waitsFor` until the dependencies of a new job are marked as awaited. No job id starts
 * with `~`.
 */
export const unannounced = "~untold";

/**
 * Returns the document of a new job: `scheduled`, or `queued` when it is due and depends on
 * nothing. `by` is the number of the write.
 */
export function newJob(job: NewJob, at: Date, by: number): WholeJob {
  const targets = [...new Set(job.dependsOn)];
  const isDue = targets.length === 0 && (job.runAt === null || job.runAt <= at.getTime());
  const created: StoredStep = {
    c: "create",
    at,
    by,
    ...(job.runAt === null ? {} : { due: new Date(job.runAt) }),
  };
  const steps: StoredStep[] = isDue ? [created, { c: "due", at, by }] : [created];
  const standing = steps.reduce<Standing<Date>>(after, initialStanding(at));
  const fixed = fixedOf(job);
  return {
    _id: job.id,
    ...positionOf(job, { fixed, createdAt: at, standing }),
    ...storedStanding(standing),
    ...{ priority: job.priority, createdAt: at },
    ...(job.concurrency === null ? {} : { concurrencyKey: job.concurrency.key }),
    ...(job.idempotency === null ? {} : { idempotencyKey: job.idempotency.key }),
    ...(targets.length > 0 ? { waitsFor: [...targets, unannounced] } : {}),
    ...(job.rerunOf === null ? {} : { resolves: true as const }),
    ...{ lines: 0, by, steps, fixed },
  };
}

function positionOf(
  { priority }: NewJob,
  {
    fixed,
    createdAt,
    standing,
  }: Pick<WholeJob, "fixed" | "createdAt"> & { standing: Standing<Date> },
): LanePosition {
  const { state, runAt } = standing;
  if (state === "queued") return claimPosition({ fixed, priority, runAt, createdAt });
  return loopPosition(fixed.dependsOn.length > 0 ? loopLanes.held : loopLanes.due, runAt);
}

function fixedOf(job: NewJob): Fixed {
  const {
    template,
    kind,
    queue,
    tags,
    maxAttempts,
    timeoutMs,
    createdBy,
    scheduleId,
    rerunOf,
    dependsOn,
    traceparent,
  } = job;
  return {
    ...{
      template: template.name,
      version: template.version,
      kind,
      queue,
      tags,
      maxAttempts,
      timeoutMs,
      createdBy,
      dependsOn,
    },
    ...{ onDependencyFailure: job.onDependencyFailure, onLost: job.onLost },
    ...(scheduleId === null ? {} : { scheduleId }),
    ...(rerunOf === null ? {} : { rerunOf }),
    ...(traceparent === null ? {} : { traceparent }),
    ...(job.concurrency === null ? {} : { concurrencyLimit: job.concurrency.limit }),
    ...(job.idempotency === null ? {} : { idempotencyHash: job.idempotency.hash }),
    ...(job.summary === "" ? {} : { summary: job.summary }),
    payload: JSON.stringify(job.payload),
  };
}
