import type { JobState } from "@formwork/contracts/states";
import { binOf } from "../../runtime/duration-bins.ts";
import { waitingSince } from "./turn.ts";

/** How many jobs with these properties have their time in the step that begins at `at`. */
export type TimeCount = {
  at: number;
  template: string;
  queue: string;
  state: JobState;
  /** Bins of how long the last attempt waited and ran; null unless it succeeded or failed. */
  wait: number | null;
  run: number | null;
  count: number;
};

/** A job to count, with its times in milliseconds since 1970. */
export type TimedJob = Pick<TimeCount, "at" | "template" | "queue" | "state"> & Times;
type Times = {
  createdAt: number;
  runAt: number;
  startedAt: number | null;
  finishedAt: number | null;
};

/**
 * Returns the bins of a job's wait, from due to the start of its last attempt, and of the run from
 * there to its end. A cancelled job has neither, since its times tell when a person acted.
 */
export function durationBins(
  state: string,
  { startedAt, finishedAt, ...due }: Times,
): Pick<TimeCount, "wait" | "run"> {
  if ((state !== "succeeded" && state !== "failed") || startedAt === null || finishedAt === null)
    return { wait: null, run: null };
  return { wait: binOf(startedAt - waitingSince(due)), run: binOf(finishedAt - startedAt) };
}

/** Counts jobs by their properties, in steps of `stepMs`. */
export function createTimeCounts(stepMs: number) {
  const counts = new Map<string, TimeCount>();
  return {
    add(job: TimedJob): void {
      const { template, queue, state } = job;
      const at = job.at - (job.at % stepMs);
      const { wait, run } = durationBins(state, job);
      const key = JSON.stringify([at, template, queue, state, wait, run]);
      const known = counts.get(key);
      if (known !== undefined) known.count++;
      else counts.set(key, { at, template, queue, state, wait, run, count: 1 });
    },
    list: (): TimeCount[] => [...counts.values()],
  };
}
