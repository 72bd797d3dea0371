import { type Cause, type JobState, next } from "@formwork/contracts/states";

/** The moves that a person makes. */
export type ControlCause = Extract<Cause, "cancel" | "retry" | "dismiss">;

/**
 * Whether a person may cancel, retry or dismiss the job now. Dismissing changes no state, so
 * `dismissedAt` shows whether it was done before.
 */
export function mayControl(
  job: { state: JobState; dismissedAt: unknown },
  cause: ControlCause,
): boolean {
  return next(job.state, cause) !== undefined && (cause !== "dismiss" || job.dismissedAt === null);
}
