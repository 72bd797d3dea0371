import type { LogLine, Progress } from "@formwork/contracts/job";
import type { RunKind } from "@formwork/contracts/template";
import type { Assignment, Outcome } from "@formwork/engine/work/work";

/** What a runner is given for one attempt. */
export type RunContext = {
  assignment: Assignment;
  /**
   * Aborted when the attempt has to end; its reason is an `AbortCause`. What a runner answers after
   * that no longer counts.
   */
  signal: AbortSignal;
  /** Takes one line for the job's log. */
  log: (stream: LogLine["stream"], text: string) => void;
  /** Takes how far the job is. */
  progress: (progress: Progress) => void;
};

/**
 * Runs one attempt and tells how it ended. It answers only when nothing of the attempt runs any
 * more.
 */
export type Runner = (context: RunContext) => Promise<Outcome>;

/** A runner for each kind of job that this worker can run. */
export type Runners = {
  kinds: Partial<Record<RunKind, Runner>>;
  /**
   * Ends all effects in this many milliseconds unless called again, even when this process is
   * stopped by then; null lifts it.
   */
  fence: (ms: number | null) => void;
  close: () => Promise<void>;
};

/**
 * Why an attempt is ended from outside. `lost`: someone took the job away. `fenced`: our lease may
 * have run out, so another may run it by now.
 */
export type AbortCause = "timeout" | "lost" | "fenced" | "drain";

/**
 * How long children have to end by themselves: none once another worker may have started the same
 * job.
 */
export function graceMs(signal: AbortSignal): number {
  return signal.reason === "fenced" ? 0 : 5000;
}

export type Failure = Extract<Outcome, { outcome: "failed" }>;

/** An attempt that failed and may be tried again. */
export function failed(reason: string, message: string, details?: unknown): Failure {
  return { outcome: "failed", reason, message, ...(details === undefined ? {} : { details }) };
}

/** An attempt that failed in a way that no further attempt can mend. */
export function fatal(reason: string, message: string, details?: unknown): Failure {
  return {
    outcome: "failed",
    reason,
    message,
    fatal: true,
    ...(details === undefined ? {} : { details }),
  };
}

/** Calls `stop` when the signal is, or already was, aborted. The answer takes the call back. */
export function whenAborted(signal: AbortSignal, stop: () => void): () => void {
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return () => signal.removeEventListener("abort", stop);
}
