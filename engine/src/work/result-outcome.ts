import type { FieldError } from "@formwork/contracts/problem";
import { DomainError } from "../errors.ts";
import type { Asker } from "../templates/sandbox/calls/call.ts";
import type { Templates } from "../templates/templates.ts";
import type { StoredTemplate } from "../templates/versions/template-tables.ts";
import { isDeeperThan, maxResultBytes, maxResultDepth, sizeOfResult } from "./attempt-limits.ts";
import type { Outcome } from "./work.ts";

type Failed = Extract<Outcome, { outcome: "failed" }>;

/**
 * Returns the failure for good of an attempt whose result is no JSON, too large or too deep; null for
 * any other result.
 */
export function malformedResult(result: unknown): Failed | null {
  const size = sizeOfResult(result);
  if (size === null) return unfit("invalid-result", "The result is no JSON value");
  if (size > maxResultBytes)
    return unfit("too-large", `The result is longer than ${maxResultBytes} bytes of JSON`);
  if (isDeeperThan(result, maxResultDepth))
    return unfit("invalid-result", `The result is nested deeper than ${maxResultDepth} levels`);
  return null;
}

/**
 * Returns the outcome of an attempt with this result: a failure for good where it is malformed, does
 * not fit the template's result schema, or costs too much to check, as the work is done.
 */
export async function resultOutcome(
  templates: Pick<Templates, "checkResult">,
  template: Pick<StoredTemplate, "hash" | "result">,
  result: unknown,
  asker?: Asker,
): Promise<Outcome> {
  const malformed = malformedResult(result);
  if (malformed !== null) return malformed;
  try {
    const faults = await templates.checkResult({ template, result, asker });
    if (faults.length === 0) return { outcome: "succeeded", result };
    return unfit("invalid-result", "The result does not fit the template's result schema", faults);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "template-too-costly")) throw error;
    return unfit(
      "invalid-result",
      "The result takes too much time or memory to check under the template's result schema",
    );
  }
}

function unfit(reason: string, message: string, details?: FieldError[]): Failed {
  return {
    ...{ outcome: "failed", reason, message, fatal: true },
    ...(details === undefined ? {} : { details }),
  };
}
