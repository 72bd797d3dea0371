import type { Templates } from "../../../templates/templates.ts";
import type { StoredTemplate } from "../../../templates/versions/template-tables.ts";
import { maxResultBytes, sizeOfResult } from "../../attempt-limits.ts";
import type { Outcome } from "../../work.ts";

/**
 * Returns the outcome of an attempt with this result: a failure for good where it is too large, or
 * does not fit the template's result schema, as the work is done.
 */
export async function resultOutcome(
  templates: Pick<Templates, "checkResult">,
  template: StoredTemplate,
  result: unknown,
): Promise<Outcome> {
  if ((sizeOfResult(result) ?? 0) > maxResultBytes)
    return {
      ...{ outcome: "failed", reason: "too-large", fatal: true },
      message: `The result is longer than ${maxResultBytes} bytes of JSON`,
    };
  const faults = await templates.checkResult({ template, result });
  if (faults.length === 0) return { outcome: "succeeded", result };
  return {
    ...{ outcome: "failed", reason: "invalid-result", details: faults, fatal: true },
    message: "The result does not fit the template's result schema",
  };
}
