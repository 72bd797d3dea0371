import type { Job } from "@formwork/contracts/job";
import { type Bus, topics } from "../bus/bus.ts";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import type { ControlCause } from "../store/steps/may-control.ts";
import type { Store } from "../store/store.ts";
import type { ControlResult, ManyResult } from "../store/verbs/job-store.ts";
import { jobNotFound } from "./job-not-found.ts";
import { presentJob } from "./present-job.ts";

export type ControlDeps = {
  store: Store;
  bus: Bus;
  /** Announces a commit: its events to the bus, and `work` to the workers. */
  committed: (change: { work: boolean }) => void;
};
type Target = Caller & { id: string };
type Targets = Caller & { ids: string[] };

/** Makes a move of a person, and announces it; a worker that runs the job is signalled to stop. */
async function moveJob(
  deps: ControlDeps,
  cause: ControlCause,
  { id, principal, traceparent }: Target,
): Promise<ControlResult> {
  const result = await deps.store.controlJob({ id, cause, actor: principal.id, traceparent });
  if (result.outcome !== "moved") return result;
  if (cause === "cancel") deps.bus.signal(topics.stop(id), { jobId: id });
  deps.committed({ work: cause === "retry" });
  return result;
}

/** Makes the same move of many jobs, and announces them. */
export async function moveJobs(
  deps: ControlDeps,
  cause: ControlCause,
  { ids, principal, traceparent }: Targets,
): Promise<ManyResult[]> {
  const results = await deps.store.controlJobs({ ids, cause, actor: principal.id, traceparent });
  const moved = results.filter(({ outcome }) => outcome === "moved");
  if (cause === "cancel")
    for (const { id } of moved) deps.bus.signal(topics.stop(id), { jobId: id });
  if (moved.length > 0) deps.committed({ work: cause === "retry" });
  return results;
}

/** Removes those of many jobs that have ended, and announces it. */
export async function removeJobs(
  deps: ControlDeps,
  { ids, traceparent }: Targets,
): Promise<ManyResult[]> {
  const results = await deps.store.deleteJobs({ ids, traceparent });
  if (results.some(({ outcome }) => outcome === "moved")) deps.committed({ work: false });
  return results;
}

/** Removes a job that has ended, and announces it. */
async function removeJob(deps: ControlDeps, { id, traceparent }: Target): Promise<ControlResult> {
  const result = await deps.store.deleteJob({ id, traceparent });
  if (result.outcome === "moved") deps.committed({ work: false });
  return result;
}

/** Cancels a job and signals the worker that runs it to stop. */
export async function cancelJob(deps: ControlDeps, target: Target): Promise<Job> {
  return requireMoved("cancel", target.id, await moveJob(deps, "cancel", target));
}

/**
 * Queues a failed, cancelled or waiting job again, with a fresh set of attempts; it is scheduled
 * where it has to wait for others or for its time. Fails with `state-conflict` where a job that it
 * needs did not succeed.
 */
export async function retryJob(deps: ControlDeps, target: Target): Promise<Job> {
  return requireMoved("retry", target.id, await moveJob(deps, "retry", target));
}

/** Takes a failed job out of the dead-letter queue. */
export async function dismissJob(deps: ControlDeps, target: Target): Promise<Job> {
  return requireMoved("dismiss", target.id, await moveJob(deps, "dismiss", target));
}

/** Deletes a job that has ended. Fails where it has not. */
export async function deleteJob(deps: ControlDeps, target: Target): Promise<void> {
  requireMoved("delete", target.id, await removeJob(deps, target));
}

/** Returns the moved job. Fails with `job-not-found`, or `state-conflict` where it may not move. */
function requireMoved(action: string, id: string, result: ControlResult): Job {
  if (result.outcome === "missing") return jobNotFound(id);
  if (result.outcome === "forbidden") return fail("state-conflict", reasonOf(action, id, result));
  return presentJob(result.job);
}

function reasonOf(
  action: string,
  id: string,
  { job, unmet }: Extract<ControlResult, { outcome: "forbidden" }>,
): string {
  if (unmet === undefined)
    return `Job ${id} is ${job.state}; it cannot be changed by ${action} now`;
  const { id: target, state } = unmet;
  return state === "deleted"
    ? `Job ${target}, on which job ${id} depends, was deleted; submit the job again without it`
    : `Job ${target}, on which job ${id} depends, is ${state}; retry that one first`;
}
