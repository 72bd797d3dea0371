import type { Job } from "@formwork/contracts/job";
import type { Caller } from "../../caller.ts";
import { newId } from "../../jobs/submission/new-id.ts";
import { changeWithNews, findSchedule } from "../find-schedule.ts";
import { requireMaker } from "../makers/take-over.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { submitScheduledJob } from "../submit-scheduled-job.ts";
import { trackJobs } from "../track-jobs.ts";

/**
 * Submits the job of a schedule now, in the name of its maker, as long as that one may run it. It counts
 * as one of its jobs, but fills no slot.
 */
export async function triggerSchedule(
  deps: ScheduleDeps,
  { id, ...caller }: Caller & { id: string },
): Promise<Job> {
  const row = await findSchedule(deps, id);
  const by = { ...caller, principal: await requireMaker(deps, row) };
  const job = await submitScheduledJob(deps, row, by, { jobId: newId() });
  const { traceparent } = caller;
  await changeWithNews(deps, id, (stored) => ({
    row: trackJobs(stored, [job.id]),
    news: [{ type: "schedule.fired", reason: "triggered", jobId: job.id, traceparent }],
  }));
  return job;
}
