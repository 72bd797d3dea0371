import type { Log } from "../runtime/telemetry.ts";
import type { Outcome } from "./work.ts";

/** What the log says of an attempt that has ended. */
export type SettledAttempt = {
  jobId: string;
  template: string;
  attempt: number;
  /** `superseded`: its lease was lost, and nothing was written. */
  outcome: Outcome["outcome"] | "superseded";
  /** Why it failed, as a code; its message may hold what a person typed. */
  reason?: string | undefined;
  ms: number;
  workerId: string;
  traceId?: string | undefined;
  givenTraceId?: string | undefined;
};

/** Writes the one line about an attempt that has ended: a warning where it failed. */
export function logSettled(log: Log, attempt: SettledAttempt): void {
  log[attempt.outcome === "failed" ? "warn" : "info"]("job.settled", attempt);
}

/** Returns why an attempt failed; undefined for any other outcome. */
export function reasonOf(outcome: Outcome): string | undefined {
  return outcome.outcome === "failed" ? outcome.reason : undefined;
}
