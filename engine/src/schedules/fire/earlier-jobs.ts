import { isFinal } from "@formwork/contracts/states";
import type { Store } from "../../store/store.ts";
import type { ScheduleRow } from "../schedule-tables.ts";

/** The jobs of a schedule that have not ended, oldest first, and how many failed in a row. */
export type EarlierJobs = { active: string[]; failures: number };

/** Reads what became of the jobs of a schedule that had not ended when it was looked at last. */
export async function readEarlierJobs(
  store: Pick<Store, "getJob">,
  { jobs: ids, failures: before }: ScheduleRow,
): Promise<EarlierJobs> {
  const jobs = await Promise.all(ids.map((id) => store.getJob({ id })));
  const active = jobs.flatMap((job) => (job === null || isFinal(job.state) ? [] : [job.id]));
  const ended = jobs.flatMap((job) => (job === null ? [] : [job.state]));
  const failures = ended.reduce(
    (count, state) => (state === "succeeded" ? 0 : count + Number(state === "failed")),
    before,
  );
  return { active, failures };
}

/** Reads whether the last of the jobs is still there and has not ended. */
export async function readLastJob(
  store: Pick<Store, "getJob">,
  { jobs, failures }: ScheduleRow,
): Promise<EarlierJobs> {
  const last = jobs.at(-1);
  const job = last === undefined ? null : await store.getJob({ id: last });
  const isActive = job !== null && !isFinal(job.state);
  return { active: isActive ? [job.id] : [], failures };
}
