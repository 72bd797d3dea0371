import { explain } from "@formwork/contracts/schema/explain/explain";
import { createAjv } from "@formwork/contracts/schema/validate";
import type { Assignment, Outcome } from "@formwork/engine/work/work";
import { LRUCache } from "lru-cache";
import { maxResultBytes } from "./attempt-limits.ts";
import { failed, fatal } from "./runners/runner.ts";

/** Compiled result schemas that are kept. */
const maxValidators = 500;

/**
 * Returns the outcome of an attempt, or a failure where its result is too large, is no JSON value
 * or does not fit the template's result schema.
 */
export type CheckResult = (assignment: Assignment, outcome: Outcome) => Outcome;

type Validate = ReturnType<ReturnType<typeof createAjv>["compile"]>;

/** Creates the check, which compiles the result schema of a template version once. */
export function createResultCheck(): CheckResult {
  const validators = new LRUCache<string, Validate>({ max: maxValidators });
  return (assignment, outcome) => {
    if (outcome.outcome !== "succeeded") return outcome;
    const size = sizeOf(outcome.result);
    if (size === null)
      return { ...failed("invalid-result", "The result is no JSON value"), ...exitCodeOf(outcome) };
    if (size > maxResultBytes)
      return {
        ...fatal("too-large", `The result is longer than ${maxResultBytes} bytes of JSON`),
        ...exitCodeOf(outcome),
      };
    const { result: schema, hash } = assignment.template;
    if (schema === undefined) return outcome;
    const validate = validators.get(hash) ?? createAjv().compile(schema);
    validators.set(hash, validate);
    if (validate(outcome.result)) return outcome;
    const errors = explain(validate.errors ?? [], { schema, prefix: "/result" });
    return {
      ...failed("invalid-result", "The result does not fit the template's result schema", errors),
      ...exitCodeOf(outcome),
    };
  };
}

function exitCodeOf({ exitCode }: { exitCode?: number }): { exitCode?: number } {
  return exitCode === undefined ? {} : { exitCode };
}

/** Returns the size of a value as JSON in bytes, or null where it has none (a cycle, a BigInt). */
function sizeOf(result: unknown): number | null {
  try {
    return Buffer.byteLength(JSON.stringify(result) ?? "null");
  } catch {
    return null;
  }
}
