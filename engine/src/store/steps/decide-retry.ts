import { isFinal, type JobState } from "@formwork/contracts/states";
import type { Step } from "./step.ts";

/** A job that a person retries, as far as that depends on other jobs and on its due time. */
export type RetriedJob = {
  state: JobState;
  /** When it is due, or was, in milliseconds since 1970. */
  runAt: number;
  /** Failed attempts of this run: with one, `runAt` is the end of a backoff. */
  failures: number;
  onDependencyFailure: "cancel" | "run";
  /** Whether it was queued before, so that the jobs it depends on had ended as it needs them. */
  wasQueued: boolean;
};

/** A job that another one depends on, and its state; undefined where it was deleted. */
export type Target = { id: string; state: JobState | undefined };

/** A job that another one needs to succeed, and that did not. */
export type UnmetTarget = { id: string; state: "failed" | "cancelled" | "deleted" };

/**
 * What a retry comes to. retry: it is queued at once. reschedule: it waits for its time, or for those
 * of its targets that have not ended. unmet: it is refused, since it would be cancelled again.
 */
export type DecidedRetry =
  | { cause: "retry" }
  | { cause: "reschedule"; due?: number; waitsFor: string[] }
  | { cause: "unmet"; target: UnmetTarget };

/**
 * Decides what a retry does to a job whose state allows one. A due time that lies ahead holds, unless
 * it is the end of a backoff: a person who retries does not want to wait for that. A job that was
 * queued before does not need its targets again, as one that succeeded stays so, even if it is
 * deleted; with `run` it waits once more for those that run again.
 */
export function decideRetry(
  job: RetriedJob,
  targets: readonly Target[],
  now: number,
): DecidedRetry {
  if (!isFinal(job.state)) return { cause: "retry" };
  const target = unmetTarget(job, targets);
  if (target !== undefined) return { cause: "unmet", target };
  const waitsFor = mayNeed(job) ? targets.flatMap(idWhileOpen) : [];
  const isLater = job.runAt > now && job.failures === 0;
  if (waitsFor.length === 0 && !isLater) return { cause: "retry" };
  return { cause: "reschedule", waitsFor, ...(isLater && { due: job.runAt }) };
}

/** Returns whether a job with these steps was queued at some time. */
export function wasQueued(steps: readonly Pick<Step<never>, "c">[]): boolean {
  return steps.some(({ c }) => c === "due" || c === "claim");
}

/** Whether the targets of a job count at all. */
function mayNeed({ onDependencyFailure, wasQueued: wasMet }: RetriedJob): boolean {
  return onDependencyFailure === "run" || !wasMet;
}

function unmetTarget(job: RetriedJob, targets: readonly Target[]): UnmetTarget | undefined {
  if (job.onDependencyFailure === "run" || job.wasQueued) return undefined;
  for (const { id, state } of targets) {
    if (state === undefined) return { id, state: "deleted" };
    if (state === "failed" || state === "cancelled") return { id, state };
  }
  return undefined;
}

function idWhileOpen({ id, state }: Target): string[] {
  return state === undefined || isFinal(state) ? [] : [id];
}
