import type { JobActionName } from "@formwork/contracts/job-action";
import { isFinal, type JobState, jobStates, statesBefore } from "@formwork/contracts/states";
import type { Caller } from "../caller.ts";
import { openRepair, sealRepair } from "../dead-letters/kept-repair.ts";
import { repairJob } from "../dead-letters/repair-job.ts";
import { moveJob, removeJob } from "../jobs/control.ts";
import type { ControlResult } from "../store/job-store.ts";
import type { ControlCause } from "../store/steps/may-control.ts";
import type { ActionDeps } from "./action-deps.ts";

/**
 * What one kind of action does to a job. To add a kind: its name to `jobActionNames` and its options
 * to `CreateJobAction` (contracts), and a row here. The options reach `move` as they are stored.
 */
export type ActionKind = {
  /** The states in which a job can be moved. A filter is narrowed to them. */
  states: readonly JobState[];
  /**
   * Moves one job, in one atomic write that carries the trace of the caller. May be called twice for
   * a job only if the first call wrote nothing, or where the second one does nothing. A refusal may
   * also be thrown as `DomainError`; its code is counted.
   */
  move: (deps: ActionDeps, job: ActionTarget) => Promise<ControlResult>;
  /** Whether a job is gone once it was moved. */
  removes: boolean;
  /** Seals what of the options is not to be read in the store. `ownerId` is the trace of the action. */
  seal?: (deps: ActionDeps, options: ActionOptions, owner: SealOwner) => ActionOptions;
};

type ActionOptions = Record<string, unknown>;
type SealOwner = { ownerId: string; givenBy: string };

/** A job to move, for whom, and the options of the action. */
type ActionTarget = Caller & { id: string; options: ActionOptions };

/** Every kind of action. */
export const actionKinds: Record<JobActionName, ActionKind> = {
  cancel: byCause("cancel"),
  retry: byCause("retry"),
  dismiss: byCause("dismiss"),
  repair: {
    states: ["failed"],
    move: repair,
    removes: false,
    seal: ({ secrets }, options, owner) => sealRepair(secrets, options, owner),
  },
  delete: { states: jobStates.filter(isFinal), move: removeJob, removes: true },
};

/** Runs a dead letter again, in the name of who made the action. */
async function repair(
  deps: ActionDeps,
  { options, ...target }: ActionTarget,
): Promise<ControlResult> {
  const opened = openRepair(deps.secrets, options, { ownerId: String(target.traceparent) });
  return { outcome: "moved", job: await repairJob(deps, { ...target, repair: opened }) };
}

function byCause(cause: ControlCause): ActionKind {
  return {
    states: statesBefore(cause),
    move: (deps, target) => moveJob(deps, cause, target),
    removes: false,
  };
}
