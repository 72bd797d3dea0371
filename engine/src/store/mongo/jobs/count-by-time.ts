import { finalStates } from "@formwork/contracts/states";
import { type QueryFilter, trusted } from "mongoose";
import { binsPerOctave, binTolerance, maxBin } from "../../../runtime/duration-bins.ts";
import { createTimeCounts, type TimeCount } from "../../steps/time-counts.ts";
import type { Store } from "../../store.ts";
import type { JobFilter, TimeCountQuery } from "../../verbs/job-store.ts";
import { noBound } from "../../verbs/look-bound.ts";
import { type Connection, maxTimeMS } from "../connection/connection.ts";
import type { JobDocument } from "../record/documents.ts";
import { conditionsOf } from "./filter/filter.ts";
import { type Checked, checkedFields, countCheck } from "./filter/job-check.ts";
import type { ChooseRuns } from "./walk/choose-runs.ts";
import { runOfStates } from "./walk/runs.ts";
import type { Portion, WalkLatest } from "./walk/walk-latest.ts";

type Candidate = Checked &
  Pick<JobDocument, "createdAt" | "runAt" | "startedAt" | "finishedAt"> & {
    state: TimeCount["state"];
    fixed: Pick<JobDocument["fixed"], "queue">;
  };

const candidateFields = {
  ...checkedFields,
  ...{ state: 1, createdAt: 1, runAt: 1, startedAt: 1, finishedAt: 1, "fixed.queue": 1 },
} as const;

type CountOptions = {
  hint: string;
  maxTimeMS: number;
  signal: AbortSignal | undefined;
};

/**
 * Counts jobs by time. The server groups them along the index of that time; values of payloads are
 * compared here, one job after the other.
 */
export function createCountByTime({
  connection,
  chooseRuns,
  walkLatest,
}: {
  connection: Connection;
  chooseRuns: ChooseRuns;
  walkLatest: WalkLatest;
}): Pick<Store, "countByTime"> {
  const { jobs } = connection.models;

  async function countOnServer(
    matching: QueryFilter<JobDocument>,
    { by, stepMs }: TimeCountQuery,
    options: CountOptions,
  ): Promise<TimeCount[]> {
    const groups = await jobs
      .aggregate<{ _id: Omit<TimeCount, "count">; count: number }>([
        { $match: matching },
        { $group: { _id: groupOf(by, stepMs), count: { $sum: 1 } } },
      ])
      .option(options)
      .exec();
    return groups.map(({ _id, count }) => ({ ..._id, count }));
  }

  async function countHere(
    matching: QueryFilter<JobDocument>,
    { by, stepMs }: TimeCountQuery,
    { isWanted, ...options }: CountOptions & { isWanted: (job: Checked) => boolean },
  ): Promise<TimeCount[]> {
    const counts = createTimeCounts(stepMs);
    const candidates = jobs
      .find(matching, candidateFields)
      .setOptions(options)
      .lean<Candidate[]>()
      .cursor();
    for await (const job of candidates) if (isWanted(job)) counts.add(timedJob(job, by));
    return counts.list();
  }

  /** Counts the jobs of a portion that match and have their time within the range. */
  function countPortion(
    query: TimeCountQuery,
    { where, hint }: Portion,
    signal: AbortSignal | undefined,
  ): Promise<TimeCount[]> {
    const { by, from, to, filter } = query;
    const within = trusted({ $gte: new Date(from), $lt: new Date(to) });
    const matching: QueryFilter<JobDocument> = {
      $and: [{ [by]: within }, ...conditionsOf(filter), where],
    };
    const isWanted = countCheck(filter);
    const options = { hint, maxTimeMS, signal };
    return connection.ask(() =>
      isWanted === null
        ? countOnServer(matching, query, options)
        : countHere(matching, query, { ...options, isWanted }),
    );
  }

  return {
    async countByTime({ signal, bound = noBound, ...query }) {
      const { by, filter } = query;
      if (bound === noBound) {
        const run = by === "finishedAt" ? await chooseRuns.toCountEnds(filter) : runOfStates;
        return { counts: await countPortion(query, run, signal), isComplete: true };
      }
      const counts: TimeCount[] = [];
      const wanted = { filter: withinRange(query), key: by, bound, signal };
      const isComplete = await walkLatest(wanted, async (portion) => {
        counts.push(...(await countPortion(query, portion, signal)));
      });
      return { counts, isComplete };
    },
  };
}

/** Returns the filter with the range of a query, so that a run along this time ends with it. */
function withinRange({ by, from, to, filter }: TimeCountQuery): JobFilter {
  return by === "createdAt"
    ? { ...filter, from, to }
    : { ...filter, state: filter.state ?? [...finalStates], finishedFrom: from, finishedTo: to };
}

function timedJob(job: Candidate, by: TimeCountQuery["by"]) {
  const { state, fixed, createdAt, runAt, startedAt, finishedAt } = job;
  return {
    at: (by === "createdAt" ? createdAt : (finishedAt ?? createdAt)).getTime(),
    ...{ template: fixed.template, queue: fixed.queue, state },
    createdAt: createdAt.getTime(),
    runAt: runAt.getTime(),
    startedAt: startedAt?.getTime() ?? null,
    finishedAt: finishedAt?.getTime() ?? null,
  };
}

function groupOf(by: TimeCountQuery["by"], stepMs: number) {
  const at = { $toLong: `$${by}` };
  return {
    at: { $subtract: [at, { $mod: [at, stepMs] }] },
    ...{ template: "$fixed.template", queue: "$fixed.queue", state: "$state" },
    wait: ifMeasured(binOf({ $subtract: ["$startedAt", { $max: ["$runAt", "$createdAt"] }] })),
    run: ifMeasured(binOf({ $subtract: ["$finishedAt", "$startedAt"] })),
  };
}

/** What `durationBins` decides, for the server. */
function ifMeasured(bin: object) {
  const isMeasured = {
    $and: [
      { $in: ["$state", ["succeeded", "failed"]] },
      { $gt: ["$startedAt", null] },
      { $gt: ["$finishedAt", null] },
    ],
  };
  return { $cond: [isMeasured, bin, null] };
}

/** What `runtime/duration-bins.ts` computes, for the server. */
function binOf(ms: object) {
  const octaves = { $log: [{ $max: [ms, 1] }, 2] };
  const bin = { $floor: { $add: [{ $multiply: [binsPerOctave, octaves] }, binTolerance] } };
  return { $cond: [{ $lt: [ms, 1] }, 0, { $min: [maxBin, { $add: [1, bin] }] }] };
}
