import type { QueryFilter } from "mongoose";
import type { JobFilter } from "../../../verbs/job-store.ts";
import { beginLooks, type LookBound } from "../../../verbs/look-bound.ts";
import type { JobDocument } from "../../record/documents.ts";
import type { ChooseRuns } from "./choose-runs.ts";
import { sliceSizes, type WalkRun } from "./walk.ts";

/** What one statement counts, and along which index. */
export type Portion = { where: QueryFilter<JobDocument>; hint: string };
type Wanted = {
  filter: JobFilter;
  key: "createdAt" | "finishedAt";
  bound: LookBound;
  signal: AbortSignal | undefined;
};

/** Makes the walk of a count that may end early: it passes the jobs with the latest times first. */
export function createWalkLatest({
  chooseRuns,
  walk,
  monotonic,
}: {
  chooseRuns: ChooseRuns;
  walk: WalkRun;
  monotonic: () => number;
}) {
  /** Gives portions of the jobs to `count`; returns whether these were all of them. */
  return async function walkLatest(
    { filter, key, bound, signal }: Wanted,
    count: (portion: Portion) => Promise<void>,
  ): Promise<boolean> {
    const { runs, isFew, ...chosen } = await chooseRuns.toList(filter, key, bound);
    const lookOf = beginLooks(bound, { runs: runs.length, slices: sliceSizes, monotonic });
    let isComplete = true;
    for (const run of runs) {
      const order = { key: chosen.key, direction: -1, isFew, isWhole: true } as const;
      const reached = await walk(
        { run, filter, look: lookOf(), ...order },
        async (ranges) => {
          const portions = ranges.map(({ filter: range }) => ({
            where: { $and: [run.where, range] },
            hint: run.hint,
          }));
          await Promise.all(portions.map(count));
          return false;
        },
        signal,
      );
      isComplete &&= reached === null;
    }
    return isComplete;
  };
}
export type WalkLatest = ReturnType<typeof createWalkLatest>;
