import type { JobActionName } from "@formwork/contracts/job-action";
import { isFinal, type JobState, jobStates, statesBefore } from "@formwork/contracts/states";
import type { Caller } from "../caller.ts";
import { openRepair, sealRepair } from "../dead-letters/kept-repair.ts";
import { repairJob } from "../dead-letters/repair-job.ts";
import { moveJobs, removeJobs } from "../jobs/control.ts";
import type { ControlCause } from "../store/steps/may-control.ts";
import type { ManyResult } from "../store/verbs/job-store.ts";
import type { ActionDeps } from "./action-deps.ts";

/**
 * What one kind of action does to a job. To add a kind: its name to `jobActionNames` and its options
 * to `CreateJobAction` (contracts), and a row here. The options reach `move` as they are stored.
 */
export type ActionKind = {
  /** The states in which a job can be moved. A filter is narrowed to them. */
  states: readonly JobState[];
  /**
   * Moves jobs, each in one atomic write that carries the trace of the caller; returns what became of
   * them. May be called twice for a job only if the first call wrote nothing, or where the second one
   * does nothing. A refusal of a single job may also be thrown as `DomainError`; its code is counted.
   */
  move: (deps: ActionDeps, jobs: ActionTargets) => Promise<ManyResult[]>;
  /** Whether jobs are moved one by one, as each costs more than a write. */
  isSingle: boolean;
  /** Whether a job is gone once it was moved. */
  removes: boolean;
  /** Seals what of the options is not to be read in the store. `ownerId` is the trace of the action. */
  seal?: (deps: ActionDeps, options: ActionOptions, owner: SealOwner) => ActionOptions;
};

type ActionOptions = Record<string, unknown>;
type SealOwner = { ownerId: string; givenBy: string };

/** Jobs to move, for whom, and the options of the action. */
type ActionTargets = Caller & { ids: string[]; options: ActionOptions };

/** Every kind of action. */
export const actionKinds: Record<JobActionName, ActionKind> = {
  cancel: byCause("cancel"),
  retry: byCause("retry"),
  dismiss: byCause("dismiss"),
  repair: {
    states: ["failed"],
    move: repair,
    isSingle: true,
    removes: false,
    seal: ({ secrets }, options, owner) => sealRepair(secrets, options, owner),
  },
  delete: {
    states: jobStates.filter(isFinal),
    move: removeJobs,
    isSingle: false,
    removes: true,
  },
};

/** Runs dead letters again, in the name of who made the action. */
async function repair(
  deps: ActionDeps,
  { options, ids, ...caller }: ActionTargets,
): Promise<ManyResult[]> {
  const opened = openRepair(deps.secrets, options, { ownerId: String(caller.traceparent) });
  for (const id of ids) await repairJob(deps, { ...caller, id, repair: opened });
  return ids.map((id) => ({ id, outcome: "moved" }));
}

function byCause(cause: ControlCause): ActionKind {
  return {
    states: statesBefore(cause),
    move: (deps, targets) => moveJobs(deps, cause, targets),
    isSingle: false,
    removes: false,
  };
}
