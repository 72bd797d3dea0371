import { type Cause, type JobState, next } from "@formwork/contracts/states";
import type { StoredTime } from "../iso-time.ts";
import type { AppliedStep } from "./transition.ts";

/** What a person may change of a waiting job beside its due time. */
export type JobOptions = { priority: number; queue: string; tags: string[] };

/**
 * A change of a waiting job; what is absent stays. `runAt` is in milliseconds since 1970, and null
 * for now.
 */
export type JobChange = {
  [Name in keyof JobOptions]?: JobOptions[Name] | undefined;
} & { runAt?: number | null | undefined };

/** A waiting job, as far as a change concerns it. */
export type WaitingJob = {
  state: JobState;
  runAt: number;
  /** Whether a job that it depends on has not ended. */
  isHeld: boolean;
  options: JobOptions;
};

/** What a change comes to: the move, the due time, and the options where they are others. */
export type DecidedChange = {
  cause: Extract<Cause, "change" | "postpone" | "due">;
  runAt: number;
  /** Options as JSON texts: those afterwards, and those before. */
  options?: string;
  was?: string;
};

/**
 * Decides what a change does to a job. A job that becomes due is queued, and one that is due later
 * is scheduled again. forbidden: the job has started. unchanged: it is what the change wants.
 */
export function decideChange(
  job: WaitingJob,
  change: JobChange,
  now: number,
): DecidedChange | "forbidden" | "unchanged" {
  if (next(job.state, "change") === undefined) return "forbidden";
  const runAt = dueTime(job, change, now);
  const cause = causeOf(job, runAt, now);
  const options = optionTexts(job.options, change);
  if (cause === "change" && runAt === job.runAt && options === null) return "unchanged";
  return { cause, runAt, ...options };
}

/** A job that is due already stays where it is in the order of claims. */
function dueTime({ runAt }: WaitingJob, change: JobChange, now: number): number {
  if (change.runAt === undefined) return runAt;
  // A time that is past counts as now.
  return change.runAt === null || change.runAt <= now ? Math.min(runAt, now) : change.runAt;
}

function causeOf(job: WaitingJob, runAt: number, now: number): DecidedChange["cause"] {
  if (job.state === "scheduled" && !job.isHeld && runAt <= now) return "due";
  if (job.state === "queued" && runAt > now && runAt !== job.runAt) return "postpone";
  return "change";
}

/** The options before and after a change; null where they are the same. */
function optionTexts(
  { priority, queue, tags }: JobOptions,
  change: JobChange,
): Required<Pick<DecidedChange, "options" | "was">> | null {
  const was = JSON.stringify({ priority, queue, tags });
  const options = JSON.stringify({
    priority: change.priority ?? priority,
    queue: change.queue ?? queue,
    tags: change.tags ?? tags,
  });
  return options === was ? null : { options, was };
}

/**
 * Gives the standings before the first change of a job the options that it had then. A job's record
 * has its newest options, which are those of an event only where no later step changed them.
 */
export function restoreOptions<Time extends StoredTime>(
  applied: AppliedStep<Time>[],
): AppliedStep<Time>[] {
  const changed = applied.findIndex(({ step }) => step.was !== undefined);
  const options = applied[changed]?.step.was ?? null;
  return applied.map((one, index) =>
    index < changed && one.standing.options === null
      ? { ...one, standing: { ...one.standing, options } }
      : one,
  );
}
