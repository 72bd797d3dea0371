import type { Caller } from "../../caller.ts";
import { fail } from "../../errors.ts";
import type { Asker } from "../../templates/sandbox/calls/call.ts";
import type { Batch, Generation } from "../jobs.ts";
import { findTemplate } from "./find-template.ts";
import type { SubmitDeps } from "./submit.ts";
import { submitBatch } from "./submit-batch.ts";

/**
 * Submits jobs of a template; returns their ids in order. Fails with `invalid-payload`, and stores
 * none, where the payload does not fit.
 */
export async function generateJobs(
  deps: SubmitDeps,
  { template: name, count, payload, ...caller }: Caller & Generation,
): Promise<string[]> {
  const template = await findTemplate(deps.templates, caller.principal, { name });
  const examples = (template.examples ?? []).map((example) => example.payload);
  const payloads = payload === undefined ? examples : [payload];
  const inputs: Batch["inputs"] = Array.from({ length: count }, (_, index) => ({
    ...{ template: name, payload: payloads[index % payloads.length] ?? {}, tags: ["generated"] },
  }));
  // All are validated first, so that a fault is found before any job is stored.
  const asker = { id: caller.principal.id, signal: caller.signal };
  await checkPayloads(deps, name, payloads.length === 0 ? [{}] : payloads, asker);
  const items = await submitBatch(deps, { ...caller, inputs });
  return items.flatMap(({ id }) => id ?? []);
}

async function checkPayloads(
  { templates }: SubmitDeps,
  name: string,
  payloads: Record<string, unknown>[],
  asker: Asker,
): Promise<void> {
  for (const payload of payloads) {
    const { valid, errors } = await templates.validate({ name, payload, asker });
    if (!valid) fail("invalid-payload", "The payload does not fit the template", errors);
  }
}
