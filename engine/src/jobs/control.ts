import type { Job } from "@formwork/contracts/job";
import { type Bus, topics } from "../bus/bus.ts";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import type { ControlResult } from "../store/job-store.ts";
import type { Store } from "../store/store.ts";
import { presentJob } from "./present-job.ts";
import { keepSecrets } from "./secrets.ts";
import { type SubmitDeps, submitJob } from "./submit.ts";

export type ControlDeps = SubmitDeps & { store: Store; bus: Bus };
type Target = Caller & { id: string };

/** Cancels a job; whoever runs it hears of it and stops. */
export async function cancelJob(deps: ControlDeps, { id, traceparent }: Target): Promise<Job> {
  const job = moved(
    "cancel",
    id,
    await deps.store.controlJob({ id, cause: "cancel", traceparent }),
  );
  deps.bus.signal(topics.stop(id), { jobId: id });
  deps.committed({ work: false });
  return job;
}

/** Queues a failed, cancelled or waiting job again, with a fresh set of attempts. */
export async function retryJob(deps: ControlDeps, { id, traceparent }: Target): Promise<Job> {
  const job = moved("retry", id, await deps.store.controlJob({ id, cause: "retry", traceparent }));
  deps.committed({ work: true });
  return job;
}

/** Takes a failed job out of the dead letters. */
export async function dismissJob(deps: ControlDeps, { id, traceparent }: Target): Promise<Job> {
  const job = moved(
    "dismiss",
    id,
    await deps.store.controlJob({ id, cause: "dismiss", traceparent }),
  );
  deps.committed({ work: false });
  return job;
}

/** Deletes a job that has ended. */
export async function deleteJob(deps: ControlDeps, { id, traceparent }: Target): Promise<void> {
  moved("delete", id, await deps.store.deleteJob({ id, traceparent }));
  deps.committed({ work: false });
}

/**
 * Makes a new job of an old one, with its payload or an edited one; secrets left masked are kept.
 */
export async function rerunJob(
  deps: ControlDeps,
  params: Target & {
    payload?: Record<string, unknown> | undefined;
    idempotencyKey?: string | undefined;
  },
): Promise<{ job: Job; created: boolean }> {
  const origin = (await deps.store.getJob({ id: params.id })) ?? missing(params.id);
  const before = deps.secrets.open(origin.payload);
  const edited = params.payload;
  const input = {
    template: origin.template.name,
    // An edited payload was made in the newest form; an untouched one keeps the version it was made
    // for.
    ...(edited === undefined ? { version: origin.template.version } : {}),
    payload: edited === undefined ? before : keepSecrets(edited, before),
    priority: origin.priority,
    queue: origin.queue,
    tags: origin.tags,
    maxAttempts: origin.maxAttempts,
  };
  const { principal, traceparent, idempotencyKey } = params;
  return submitJob(deps, {
    principal,
    traceparent,
    idempotencyKey,
    input,
    origin: { rerunOf: origin.id },
  });
}

function moved(action: string, id: string, answer: ControlResult): Job {
  if (answer.outcome === "missing") return missing(id);
  if (answer.outcome === "forbidden")
    return fail(
      "state-conflict",
      `Job ${id} is ${answer.job.state}; it cannot be changed by ${action} now`,
    );
  return presentJob(answer.job);
}

/** Refuses: there is no such job. */
export function missing(id: string): never {
  return fail("job-not-found", `No job has the id ${id}`);
}
