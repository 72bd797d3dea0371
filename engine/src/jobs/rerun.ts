import type { Job, RerunJob } from "@formwork/contracts/job";
import type { Caller } from "../caller.ts";
import { canonicalJson } from "../templates/canonical-json.ts";
import { jobNotFound } from "./job-not-found.ts";
import { mayKeep } from "./secrets/may-keep.ts";
import { maskSecrets } from "./secrets/seal.ts";
import { type SubmitDeps, submitJob } from "./submission/submit.ts";

/**
 * Submits a copy of a job: with its payload or an edited one, in which handles keep the secrets they
 * stand for; in the template version it was made with, unless another one is named.
 */
export async function rerunJob(
  deps: SubmitDeps,
  params: Caller & RerunJob & { id: string; idempotencyKey?: string | undefined },
): Promise<{ job: Job; created: boolean }> {
  const { id, principal, traceparent, idempotencyKey, payload: edited, ...changes } = params;
  const origin = (await deps.store.getJob({ id })) ?? jobNotFound(id);
  const { template, priority, queue, tags, maxAttempts } = origin;
  const shown = maskSecrets(origin.payload);
  const payload = edited ?? shown;
  const same = { template: template.name, version: template.version, priority, queue, tags };
  const input = { ...same, maxAttempts, ...changes, payload };
  const isUnchanged =
    input.version === template.version && canonicalJson(payload) === canonicalJson(shown);
  const stored = deps.secrets.list(origin.payload, { ownerId: origin.id });
  return submitJob(deps, {
    principal,
    traceparent,
    idempotencyKey,
    input,
    origin: { rerunOf: origin.id },
    mayKeep: mayKeep(stored, { principalId: principal.id, isUnchanged }),
  });
}
