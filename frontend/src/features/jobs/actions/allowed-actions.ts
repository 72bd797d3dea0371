import type { JobSummary } from "@formwork/contracts/job";
import { isFinal, next } from "@formwork/contracts/states";

const jobActions = ["cancel", "retry", "rerun", "edit", "dismiss", "delete"] as const;
export type JobAction = (typeof jobActions)[number];

/**
 * What a person may do with a job now, in the order of the buttons. The table of states decides;
 * the server has the last word.
 */
export function allowedActions(job: Pick<JobSummary, "state" | "dismissedAt">): JobAction[] {
  const allowed: Record<JobAction, boolean> = {
    cancel: next(job.state, "cancel") !== undefined,
    retry: next(job.state, "retry") !== undefined,
    rerun: true,
    edit: true,
    dismiss: next(job.state, "dismiss") !== undefined && job.dismissedAt === null,
    delete: isFinal(job.state),
  };
  return jobActions.filter((action) => allowed[action]);
}
