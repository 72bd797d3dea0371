import type { Job } from "@formwork/contracts/job";
import type { Caller } from "../caller.ts";
import { jobNotFound } from "./job-not-found.ts";
import { keepSecrets } from "./secrets.ts";
import { type SubmitDeps, submitJob } from "./submit.ts";

/**
 * Submits a copy of a job, with its payload or an edited one; secrets that the edited one sends back
 * masked are kept. An untouched payload keeps its template version; an edited one is made in the
 * form of the newest version.
 */
export async function rerunJob(
  deps: SubmitDeps,
  params: Caller & {
    id: string;
    payload?: Record<string, unknown> | undefined;
    idempotencyKey?: string | undefined;
  },
): Promise<{ job: Job; created: boolean }> {
  const { id, principal, traceparent, idempotencyKey, payload: edited } = params;
  const origin = (await deps.store.getJob({ id })) ?? jobNotFound(id);
  const before = deps.secrets.open(origin.payload);
  const { template, priority, queue, tags, maxAttempts } = origin;
  const content =
    edited === undefined
      ? { version: template.version, payload: before }
      : { payload: keepSecrets(edited, before) };
  return submitJob(deps, {
    principal,
    traceparent,
    idempotencyKey,
    input: { template: template.name, ...content, priority, queue, tags, maxAttempts },
    origin: { rerunOf: origin.id },
  });
}
