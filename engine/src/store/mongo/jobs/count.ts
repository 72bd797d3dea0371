import type { JobState } from "@formwork/contracts/states";
import type { QueryFilter } from "mongoose";
import type { JobCount, JobFilter } from "../../job-store.ts";
import type { Store } from "../../store.ts";
import { type Connection, maxTimeMS } from "../connection/connection.ts";
import type { JobDocument, StoredStanding } from "../record/documents.ts";
import { conditionsOf } from "./filter.ts";
import { filterIndex } from "./filter-index.ts";
import { type Checked, checkedFields, jobCheck } from "./job-check.ts";

type Group = { _id: { template: string; state: JobState }; count: number };
type Candidate = Checked & Pick<StoredStanding, "state">;

type CountOptions = {
  hint: string;
  maxTimeMS: number;
  signal: AbortSignal | undefined;
};

/**
 * Counts the jobs that match a filter, by template and state. The server counts along the index by
 * state, without reading documents where template, state and time decide, or along that of re-runs.
 * Values of payloads are compared here, one job after the other.
 */
export function createCount({ connection }: { connection: Connection }): Pick<Store, "countJobs"> {
  async function countOnServer(
    filter: QueryFilter<JobDocument>,
    options: CountOptions,
  ): Promise<JobCount[]> {
    const groups = await connection.models.jobs
      .aggregate<Group>([
        { $match: filter },
        { $group: { _id: { template: "$fixed.template", state: "$state" }, count: { $sum: 1 } } },
      ])
      .option(options)
      .exec();
    return groups.map(({ _id, count }) => ({ ..._id, count }));
  }

  async function countHere(
    filter: QueryFilter<JobDocument>,
    isWanted: (job: Candidate) => boolean,
    options: CountOptions,
  ): Promise<JobCount[]> {
    const sums = new Map<string, JobCount>();
    const candidates = connection.models.jobs
      .find(filter, { ...checkedFields, state: 1 })
      .setOptions(options)
      .lean<Candidate[]>()
      .cursor();
    for await (const job of candidates) if (isWanted(job)) add(sums, job);
    return [...sums.values()];
  }

  return {
    countJobs({ filter, signal } = { filter: {} }) {
      const conditions: QueryFilter<JobDocument> = { $and: conditionsOf(filter) };
      const isWanted = filter.payload === undefined ? null : jobCheck(filter);
      const options = { hint: indexOf(filter), maxTimeMS, signal };
      return connection.ask(() =>
        isWanted === null
          ? countOnServer(conditions, options)
          : countHere(conditions, isWanted, options),
      );
    },
  };
}

/** A range of ends is bounded in the index by end, which a count may use: it needs no order. */
function indexOf(filter: JobFilter): string {
  const hasRange = filter.finishedFrom !== undefined || filter.finishedTo !== undefined;
  const index = filterIndex(filter);
  return hasRange && index === "by_state" ? "by_finished_at" : index;
}

function add(sums: Map<string, JobCount>, { fixed: { template }, state }: Candidate): void {
  const key = JSON.stringify([template, state]);
  sums.set(key, { template, state, count: 1 + (sums.get(key)?.count ?? 0) });
}
