import type { JobState } from "@formwork/contracts/states";
import type { QueryFilter } from "mongoose";
import { asksForCount, isAnsweredByCounts } from "../../kept-count.ts";
import type { Store } from "../../store.ts";
import type { Counted, JobCount, JobFilter } from "../../verbs/job-store.ts";
import { type LookBound, noBound } from "../../verbs/look-bound.ts";
import { type Connection, maxTimeMS } from "../connection/connection.ts";
import type { KeptCounts } from "../counts/kept-counts.ts";
import type { JobDocument, StoredStanding } from "../record/documents.ts";
import { conditionsOf } from "./filter/filter.ts";
import { type Checked, checkedFields, countCheck } from "./filter/job-check.ts";
import type { ChooseRuns } from "./walk/choose-runs.ts";
import { hasRangeOfEnds } from "./walk/segments.ts";
import type { Portion, WalkLatest } from "./walk/walk-latest.ts";

type Group = { _id: { template: string; state: JobState }; count: number };
type Candidate = Checked & Pick<StoredStanding, "state">;

type CountOptions = {
  hint: string;
  maxTimeMS: number;
  signal: AbortSignal | undefined;
};

/**
 * Counts the jobs that match a filter, by template and state. The server counts along the index that
 * leaves the fewest; where state, template, queue and time decide, it reads no document. Values of
 * payloads are compared here, one job after the other.
 */
export function createCount({
  connection,
  chooseRuns,
  keptCounts,
  walkLatest,
}: {
  connection: Connection;
  chooseRuns: ChooseRuns;
  keptCounts: KeptCounts;
  walkLatest: WalkLatest;
}): Pick<Store, "countJobs"> {
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

  /** Reads the kept counts; without a bound, none that are not exact. */
  async function readKept(bound: LookBound) {
    if (bound !== noBound) return keptCounts.readNow();
    const counts = await keptCounts.read();
    return counts === null ? null : { counts, isExact: true };
  }

  /** Counts the jobs of a portion that match. */
  function countPortion(
    filter: JobFilter,
    { where, hint }: Portion,
    signal: AbortSignal | undefined,
  ): Promise<JobCount[]> {
    const isWanted = countCheck(filter);
    const matching: QueryFilter<JobDocument> = { $and: [...conditionsOf(filter), where] };
    const options = { hint, maxTimeMS, signal };
    return connection.ask(() =>
      isWanted === null ? countOnServer(matching, options) : countHere(matching, isWanted, options),
    );
  }

  async function countWithin(
    bound: LookBound,
    filter: JobFilter,
    signal: AbortSignal | undefined,
  ): Promise<Counted<JobCount>> {
    const counts: JobCount[] = [];
    const key = hasRangeOfEnds(filter) ? "finishedAt" : "createdAt";
    const isComplete = await walkLatest({ filter, key, bound, signal }, async (portion) => {
      counts.push(...(await countPortion(filter, portion, signal)));
    });
    return { counts: sumOf(counts), isComplete };
  }

  return {
    async countJobs({ filter, bound = noBound, signal } = { filter: {} }) {
      const kept = isAnsweredByCounts(filter) ? await readKept(bound) : null;
      if (kept !== null) {
        const wanted = kept.counts.filter((one) => asksForCount(filter, one));
        return { counts: sumOf(wanted), isComplete: kept.isExact };
      }
      const areFew = isAnsweredByCounts(filter) && (await keptCounts.areFew());
      if (bound !== noBound && !areFew) return countWithin(bound, filter, signal);
      const run = await chooseRuns.toCount(filter);
      return { counts: await countPortion(filter, run, signal), isComplete: true };
    },
  };
}

/** Adds up the counts of each template and state. */
function sumOf(kept: JobCount[]): JobCount[] {
  const groups = Map.groupBy(kept, ({ template, state }) => JSON.stringify([template, state]));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const count = others.reduce((sum, other) => sum + other.count, first.count);
    return { template: first.template, state: first.state, count };
  });
}

function add(sums: Map<string, JobCount>, { fixed: { template }, state }: Candidate): void {
  const key = JSON.stringify([template, state]);
  sums.set(key, { template, state, count: 1 + (sums.get(key)?.count ?? 0) });
}
