import type { Job } from "@formwork/contracts/job";
import type { Caller } from "../../caller.ts";
import { newId } from "../../jobs/submission/new-id.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { scheduleNotFound } from "../schedule-not-found.ts";
import { submitScheduledJob } from "../submit-scheduled-job.ts";
import { trackJobs } from "../track-jobs.ts";

/** Submits the job of a schedule now. It counts as one of its jobs, but fills no slot. */
export async function triggerSchedule(
  deps: ScheduleDeps,
  { id, ...caller }: Caller & { id: string },
): Promise<Job> {
  const { row } = (await deps.schedules.get({ id })) ?? scheduleNotFound(id);
  const job = await submitScheduledJob(deps, row, caller, { jobId: newId() });
  await changeRow(deps.schedules, { id }, (stored) => trackJobs(stored, [job.id]));
  await deps.announce([
    {
      ...{ type: "schedule.fired", row, reason: "triggered", jobId: job.id },
      traceparent: caller.traceparent,
    },
  ]);
  return job;
}
