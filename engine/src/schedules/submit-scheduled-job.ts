import type { Job } from "@formwork/contracts/job";
import type { Caller } from "../caller.ts";
import { mayKeep } from "../jobs/secrets/may-keep.ts";
import { maskSecrets } from "../jobs/secrets/seal.ts";
import { submitJob } from "../jobs/submission/submit.ts";
import { isoTime } from "../store/iso-time.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";
import type { ScheduleRow } from "./schedule-tables.ts";
import type { Slot } from "./timing/next-slot.ts";

/**
 * Submits a job of a schedule, for a slot or for none. Its secrets are opened, and sealed anew for
 * the job. For a slot that has its job already, the submit returns that job.
 */
export async function submitScheduledJob(
  deps: ScheduleDeps,
  row: ScheduleRow,
  { principal, traceparent }: Caller,
  { jobId, slot, after = [] }: { jobId: string; slot?: Pick<Slot, "at" | "key">; after?: string[] },
): Promise<Job> {
  const { template, version, priority, queue, tags } = row;
  const stored = deps.secrets.list(row.payload, { ownerId: row.id });
  const { job } = await submitJob(deps, {
    principal,
    traceparent,
    id: jobId,
    idempotencyKey: slot === undefined ? undefined : `schedule:${row.id}@${slot.key}`,
    origin: { scheduleId: row.id },
    mayKeep: mayKeep(stored, { principalId: principal.id, isUnchanged: true }),
    input: {
      template,
      payload: maskSecrets(row.payload),
      tags,
      ...(version === null ? {} : { version }),
      ...(priority === null ? {} : { priority }),
      ...(queue === null ? {} : { queue }),
      ...(slot === undefined ? {} : { runAt: isoTime(slot.at) }),
      ...(after.length === 0 ? {} : { dependsOn: after, onDependencyFailure: "run" as const }),
    },
  });
  return job;
}
