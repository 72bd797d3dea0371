import { isFinal, type JobState } from "@formwork/contracts/states";
import { coalesce } from "../../runtime/flow/coalesce.ts";
import type { Store } from "../../store/store.ts";
import type { ScheduleRow } from "../schedule-tables.ts";

/** The jobs of a schedule that have not ended, oldest first, and how many failed in a row. */
export type EarlierJobs = { active: string[]; failures: number };

/** Returns the states of jobs, in the order of their ids; of one that is gone, none. */
export type ReadStates = (ids: readonly string[]) => Promise<{ id: string; state: JobState }[]>;

/** Schedules whose jobs are read at once. */
const maxBatch = 250;

/** Makes the function that reads states; calls of one turn share a read. */
export function createReadStates({ knownJobs }: Pick<Store, "knownJobs">): ReadStates {
  return coalesce<readonly string[], Awaited<ReturnType<ReadStates>>>({
    maxBatch,
    async work(lists) {
      const wanted = lists.flat();
      const found = wanted.length === 0 ? [] : await knownJobs({ ids: wanted });
      const states = new Map(found.map(({ id, state }) => [id, state]));
      return lists.map((ids) =>
        ids.flatMap((id) => {
          const state = states.get(id);
          return state === undefined ? [] : [{ id, state }];
        }),
      );
    },
  });
}

/** Reads what became of the jobs of a schedule that had not ended when it was looked at last. */
export async function readEarlierJobs(
  readStates: ReadStates,
  { jobs: ids, failures: before }: ScheduleRow,
): Promise<EarlierJobs> {
  const jobs = await readStates(ids);
  const active = jobs.flatMap(({ id, state }) => (isFinal(state) ? [] : [id]));
  const failures = jobs.reduce(
    (count, { state }) => (state === "succeeded" ? 0 : count + Number(state === "failed")),
    before,
  );
  return { active, failures };
}

/** Reads whether the last of the jobs is still there and has not ended. */
export async function readLastJob(
  readStates: ReadStates,
  { jobs, failures }: ScheduleRow,
): Promise<EarlierJobs> {
  const [last] = await readStates(jobs.slice(-1));
  return { active: last === undefined || isFinal(last.state) ? [] : [last.id], failures };
}
