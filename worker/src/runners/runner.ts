import type { LogLine, Progress } from "@formwork/contracts/job";
import type { RunKind } from "@formwork/contracts/run";
import type { Assignment, Outcome } from "@formwork/engine/work/work";

/** One attempt, as a runner gets it. */
export type RunContext = {
  assignment: Assignment;
  /**
   * Aborted when the attempt has to end, with an `AbortCause` as its reason. The outcome that a
   * runner returns after that is ignored.
   */
  signal: AbortSignal;
  /** Writes a line to the job's log. */
  log: (stream: LogLine["stream"], text: string) => void;
  /** Reports the progress of the job. */
  progress: (progress: Progress) => void;
};

/** Runs one attempt. Resolves with its outcome once no process or call of it is left. */
export type Runner = (context: RunContext) => Promise<Outcome>;

/** The runners of a worker, by the kinds of jobs that it can run. */
export type Runners = {
  kinds: Partial<Record<RunKind, Runner>>;
  /**
   * Kills all processes of attempts after `ms` milliseconds unless called again before, even when
   * this process is stopped (SIGSTOP) by then. Null cancels that.
   */
  fence: (ms: number | null) => void;
  close: () => Promise<void>;
};

/**
 * Why an attempt is aborted. `lost`: its lease belongs to another worker, or the job was cancelled.
 * `fenced`: its lease may have expired, so another worker may run the job already.
 */
export type AbortCause = "timeout" | "lost" | "fenced" | "drain";

/** The reason with which a runner ends an attempt that has filled its folder. */
export const fullFolder = "full";

/**
 * Returns how long processes have to end by themselves, in milliseconds: none once another worker
 * may run the same job, and none that have filled their folder.
 */
export function graceMs(signal: AbortSignal): number {
  return signal.reason === "fenced" || signal.reason === fullFolder ? 0 : 5000;
}

export type Failure = Extract<Outcome, { outcome: "failed" }>;

/** Creates the outcome of a failed attempt, which may be retried. */
export function failed(reason: string, message: string, details?: unknown): Failure {
  return { outcome: "failed", reason, message, ...(details === undefined ? {} : { details }) };
}

/** Creates the outcome of a failed attempt that is not retried. */
export function fatal(reason: string, message: string, details?: unknown): Failure {
  return {
    outcome: "failed",
    reason,
    message,
    fatal: true,
    ...(details === undefined ? {} : { details }),
  };
}

/**
 * Calls `stop` when the signal is aborted, or at once where it is already. Returns a function that
 * removes the listener.
 */
export function whenAborted(signal: AbortSignal, stop: () => void): () => void {
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return () => signal.removeEventListener("abort", stop);
}
