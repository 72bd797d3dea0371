import type { JobSummary } from "@formwork/contracts/job";
import { isFinal, next } from "@formwork/contracts/states";

const jobActions = [
  "now",
  "later",
  "cancel",
  "retry",
  "rerun",
  "edit",
  "dismiss",
  "delete",
] as const;
export type JobAction = (typeof jobActions)[number];

/** What a user may do with a job, whatever its state is. */
type JobRights = {
  /** Change it: cancel, dismiss, delete and so on. */
  mayChange: boolean;
  /** Let its template run. */
  mayRun: boolean;
};

const runningActions: readonly JobAction[] = ["retry", "rerun", "edit"];

/**
 * Returns the actions that the state of a job and the rights of the user allow, in the order of the
 * buttons. The server checks again.
 */
export function allowedActions(
  job: Pick<JobSummary, "state" | "dismissedAt" | "dependsOn">,
  { mayChange, mayRun }: JobRights,
): JobAction[] {
  const isAllowed: Record<JobAction, boolean> = {
    // A job that waits for others would go on waiting for them.
    now: job.state === "scheduled" && job.dependsOn.length === 0,
    later: next(job.state, "change") !== undefined,
    cancel: next(job.state, "cancel") !== undefined,
    retry: next(job.state, "retry") !== undefined,
    rerun: true,
    edit: true,
    dismiss: next(job.state, "dismiss") !== undefined && job.dismissedAt === null,
    delete: isFinal(job.state),
  };
  return jobActions.filter(
    (action) => isAllowed[action] && mayChange && (mayRun || !runningActions.includes(action)),
  );
}
