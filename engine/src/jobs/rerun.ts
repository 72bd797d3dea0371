import type { Job, RerunJob } from "@formwork/contracts/job";
import type { Caller } from "../caller.ts";
import { jobNotFound } from "./job-not-found.ts";
import { keepSecrets } from "./secrets.ts";
import { type SubmitDeps, submitJob } from "./submit.ts";

/**
 * Submits a copy of a job: with its payload or an edited one, in which secrets that are sent back
 * masked are kept; in the template version it was made with, unless another one is named.
 */
export async function rerunJob(
  deps: SubmitDeps,
  params: Caller & RerunJob & { id: string; idempotencyKey?: string | undefined },
): Promise<{ job: Job; created: boolean }> {
  const { id, principal, traceparent, idempotencyKey, payload: edited, ...changes } = params;
  const origin = (await deps.store.getJob({ id })) ?? jobNotFound(id);
  const before = deps.secrets.open(origin.payload);
  const { template, priority, queue, tags, maxAttempts } = origin;
  const payload = edited === undefined ? before : keepSecrets(edited, before);
  const same = { template: template.name, version: template.version, priority, queue, tags };
  return submitJob(deps, {
    principal,
    traceparent,
    idempotencyKey,
    input: { ...same, maxAttempts, ...changes, payload },
    origin: { rerunOf: origin.id },
  });
}
