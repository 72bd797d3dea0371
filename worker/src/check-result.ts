import { explain } from "@formwork/contracts/schema/explain/explain";
import { createAjv } from "@formwork/contracts/schema/validate";
import { maxResultBytes, sizeOfResult } from "@formwork/engine/work/attempt-limits";
import type { Assignment, Outcome } from "@formwork/engine/work/work";
import { LRUCache } from "lru-cache";
import { fatal } from "./runners/runner.ts";

/** Compiled result schemas that are kept. */
const maxValidators = 500;

/**
 * Returns the outcome of an attempt, or a failure for good where its result is too large, is no JSON
 * value or does not fit the template's result schema: the work is done, and another attempt would
 * repeat its effects.
 */
export type CheckResult = (assignment: Assignment, outcome: Outcome) => Outcome;

type Validate = ReturnType<ReturnType<typeof createAjv>["compile"]>;

/** Creates the check, which compiles the result schema of a template version once. */
export function createResultCheck(): CheckResult {
  const validators = new LRUCache<string, Validate>({ max: maxValidators });
  return (assignment, outcome) => {
    if (outcome.outcome !== "succeeded") return outcome;
    const size = sizeOfResult(outcome.result);
    if (size === null)
      return { ...fatal("invalid-result", "The result is no JSON value"), ...exitCodeOf(outcome) };
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
      ...fatal("invalid-result", "The result does not fit the template's result schema", errors),
      ...exitCodeOf(outcome),
    };
  };
}

function exitCodeOf({ exitCode }: { exitCode?: number }): { exitCode?: number } {
  return exitCode === undefined ? {} : { exitCode };
}
