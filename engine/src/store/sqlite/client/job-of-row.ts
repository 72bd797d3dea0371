import type { Job, JobSummary } from "@formwork/contracts/job";
import { keyOfGroup } from "../../errors/error-group.ts";
import { isoTime, isoTimeOrNull } from "../../iso-time.ts";
import { parsed } from "../../parsed.ts";
import { askedOf, retriesOf } from "../../steps/asked.ts";
import type { JobOptions } from "../../steps/job-options.ts";
import type { Standing } from "../../steps/transition.ts";
import type { FixedRow, WholeRow } from "../commit/rows.ts";

/** Returns a job as its events show it. */
export function summaryOf(fixed: FixedRow, standing: Standing<number>): JobSummary {
  const options: JobOptions | null = parsed(standing.options);
  return {
    id: fixed.id,
    template: { name: fixed.template, version: fixed.version },
    summary: fixed.summary,
    state: standing.state,
    priority: options?.priority ?? fixed.priority,
    queue: options?.queue ?? fixed.queue,
    tags: options?.tags ?? listOf(fixed.tags),
    attempt: standing.attempt,
    maxAttempts: fixed.maxAttempts,
    failures: standing.failures,
    crashes: standing.crashes,
    retries: retriesOf(standing),
    progress: parsed(standing.progress),
    error: parsed(standing.error),
    createdBy: fixed.createdBy,
    createdAt: isoTime(fixed.createdAt),
    runAt: isoTime(standing.runAt),
    startedAt: isoTimeOrNull(standing.startedAt),
    finishedAt: isoTimeOrNull(standing.finishedAt),
    scheduleId: fixed.scheduleId,
    rerunOf: fixed.rerunOf,
    dependsOn: listOf(fixed.dependsOn),
    dismissedAt: isoTimeOrNull(standing.dismissedAt),
    errorKey: standing.errorGroup === null ? null : keyOfGroup(standing.errorGroup),
    seq: standing.seq,
  };
}

/** Returns a job whole. */
export function jobOf(row: WholeRow): Job {
  return wholeJob(row, row, { payload: JSON.parse(row.payload), result: parsed(row.result) });
}

/** Returns a job whole, of its parts. */
export function wholeJob(
  fixed: FixedRow,
  standing: Standing<number>,
  { payload, result }: Pick<Job, "payload" | "result">,
): Job {
  const summary = summaryOf(fixed, standing);
  // Each is named: that takes half as long as to copy them all.
  const { timeout, onDependencyFailure, traceId } = askedOf(fixed);
  return { ...summary, payload, result, timeout, onDependencyFailure, traceId };
}

/** Most lists are empty, and parsing them would be a good part of reading a job. */
function listOf(json: string): string[] {
  return json === "[]" ? [] : JSON.parse(json);
}
