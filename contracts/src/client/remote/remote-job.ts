import type { ClaimedWork, LossReason } from "../../work.ts";

/**
 * Why the signal of a job aborts. `lost`: the lease could not be renewed in time, so another worker
 * may run the job already. `stopped`: this worker stops.
 */
export type AbortReason = LossReason | "lost" | "stopped";

/** A job as its handler gets it. */
export type RemoteJob<Payload = Record<string, unknown>> = Omit<
  ClaimedWork,
  "lease" | "leaseMs" | "timeoutMs" | "payload"
> & {
  payload: Payload;
  /** Aborts with an `AbortReason` when the job has to stop. What it returns then is not used. */
  signal: AbortSignal;
  /** Writes to the job's log; each line of the text becomes a line of the log. */
  log: (text: string, stream?: "stdout" | "stderr") => void;
  /** Reports progress, from 0 to 100 percent, and what the job is doing. */
  progress: (percent: number, message?: string) => void;
};

/**
 * Runs one job. What it returns is the result; what it throws fails the attempt, with `reason`,
 * `details`, `retry: false` and `retryAfter` of the thrown error where it has them.
 */
export type RemoteHandler<Payload = Record<string, unknown>> = (job: RemoteJob<Payload>) => unknown;
