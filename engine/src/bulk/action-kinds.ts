import type { JobActionName } from "@formwork/contracts/job-action";
import { isFinal, type JobState, jobStates, statesBefore } from "@formwork/contracts/states";
import type { Caller } from "../caller.ts";
import { moveJob, removeJob } from "../jobs/control.ts";
import type { ControlResult } from "../store/job-store.ts";
import type { ControlCause } from "../store/steps/may-control.ts";
import type { ActionDeps } from "./action-deps.ts";

/**
 * What one kind of action does to a job. To add a kind: its name to `jobActionNames` and its options
 * to `CreateJobAction` (contracts), and a row here. The options reach `move` as they were sent.
 */
export type ActionKind = {
  /** The states in which a job can be moved. A filter is narrowed to them. */
  states: readonly JobState[];
  /**
   * Moves one job, in one atomic write that carries the trace of the caller. May be called twice for
   * a job only if the first call wrote nothing. A refusal may also be thrown as `DomainError`; its
   * code is counted.
   */
  move: (deps: ActionDeps, job: ActionTarget) => Promise<ControlResult>;
  /** Whether a job is gone once it was moved. */
  removes: boolean;
};

/** A job to move, for whom, and the options of the action. */
type ActionTarget = Caller & { id: string; options: Record<string, unknown> };

/** Every kind of action. */
export const actionKinds: Record<JobActionName, ActionKind> = {
  cancel: byCause("cancel"),
  retry: byCause("retry"),
  dismiss: byCause("dismiss"),
  delete: { states: jobStates.filter(isFinal), move: removeJob, removes: true },
};

function byCause(cause: ControlCause): ActionKind {
  return {
    states: statesBefore(cause),
    move: (deps, target) => moveJob(deps, cause, target),
    removes: false,
  };
}
