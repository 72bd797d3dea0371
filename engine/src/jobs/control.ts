import type { Job } from "@formwork/contracts/job";
import { type Bus, topics } from "../bus/bus.ts";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import type { ControlResult } from "../store/job-store.ts";
import type { Store } from "../store/store.ts";
import { jobNotFound } from "./job-not-found.ts";
import { presentJob } from "./present-job.ts";

export type ControlDeps = {
  store: Store;
  bus: Bus;
  /** Announces a commit: its events to the bus, and `work` to the workers. */
  committed: (change: { work: boolean }) => void;
};
type Target = Caller & { id: string };

/** Cancels a job and signals the worker that runs it to stop. */
export async function cancelJob(deps: ControlDeps, target: Target): Promise<Job> {
  const { id } = target;
  const result = await deps.store.controlJob({ ...wishOf(target), cause: "cancel" });
  const job = requireMoved("cancel", id, result);
  deps.bus.signal(topics.stop(id), { jobId: id });
  deps.committed({ work: false });
  return job;
}

/** Queues a failed, cancelled or waiting job again, with a fresh set of attempts. */
export async function retryJob(deps: ControlDeps, target: Target): Promise<Job> {
  const { id } = target;
  const result = await deps.store.controlJob({ ...wishOf(target), cause: "retry" });
  const job = requireMoved("retry", id, result);
  deps.committed({ work: true });
  return job;
}

/** Takes a failed job out of the dead-letter queue. */
export async function dismissJob(deps: ControlDeps, target: Target): Promise<Job> {
  const { id } = target;
  const result = await deps.store.controlJob({ ...wishOf(target), cause: "dismiss" });
  const job = requireMoved("dismiss", id, result);
  deps.committed({ work: false });
  return job;
}

/** Deletes a job that has ended. */
export async function deleteJob(deps: ControlDeps, { id, traceparent }: Target): Promise<void> {
  requireMoved("delete", id, await deps.store.deleteJob({ id, traceparent }));
  deps.committed({ work: false });
}

function wishOf({ id, principal, traceparent }: Target) {
  return { id, actor: principal.id, traceparent };
}

/** Returns the moved job. Fails with `job-not-found`, or `state-conflict` where it may not move. */
function requireMoved(action: string, id: string, result: ControlResult): Job {
  if (result.outcome === "missing") return jobNotFound(id);
  if (result.outcome === "forbidden")
    return fail(
      "state-conflict",
      `Job ${id} is ${result.job.state}; it cannot be changed by ${action} now`,
    );
  return presentJob(result.job);
}
