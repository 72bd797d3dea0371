import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { msOf } from "../store/iso-time.ts";
import type { Assignment, Outcome, RunningAttempt } from "./work.ts";

/** Measures how long the attempts that were just claimed had been due. */
export function measureClaims(
  { telemetry }: { telemetry: Telemetry },
  assignments: readonly Assignment[],
): void {
  for (const { job } of assignments)
    if (job.startedAt !== null)
      telemetry.observe("job_wait_seconds", secondsBetween(dueAt(job), msOf(job.startedAt)));
}

type Ended = { assignment: RunningAttempt; outcome: Outcome };

/** Adds a span for each claimed job to the trace of the request that made it. */
export function traceClaims(
  { telemetry }: { telemetry: Telemetry },
  assignments: readonly Assignment[],
  startedAt: number,
): void {
  for (const { job, kind, traceparent: parent } of assignments) {
    const fields = { jobId: job.id, template: job.template.name, queue: job.queue, kind };
    if (parent !== null) telemetry.trace("job.claim", { parent, fields, startedAt }).end("done");
  }
}

/** Measures the attempts whose end was stored, and counts those that had lost their lease. */
export function measureEnds(
  { telemetry, clock }: { telemetry: Telemetry; clock: Clock },
  items: readonly Ended[],
  settled: ReadonlySet<Ended>,
): void {
  for (const item of items) {
    const { startedAt, template } = item.assignment.job;
    if (!settled.has(item)) telemetry.count("attempts_superseded_total");
    else if (startedAt != null && template !== undefined)
      telemetry.observe("job_run_seconds", secondsBetween(startedAt, clock.now()), {
        template: template.name,
        outcome: item.outcome.outcome,
      });
  }
}

/** Returns since when a job waits: a due time before it was made counts as that moment. */
function dueAt({ runAt, createdAt }: Assignment["job"]): string {
  return runAt > createdAt ? runAt : createdAt;
}

/** The clocks of two machines may differ a little. */
function secondsBetween(from: string, to: number): number {
  return Math.max(0, to - msOf(from)) / 1000;
}
