import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "@formwork/engine/errors";
import type { Templates } from "@formwork/engine/templates/templates";
import { malformedResult, resultOutcome } from "@formwork/engine/work/result-outcome";
import type { Assignment, Outcome } from "@formwork/engine/work/work";
import { whenAborted } from "./runners/runner.ts";

/**
 * Returns the outcome of an attempt, or a failure for good where its result is too large, is no JSON
 * value or does not fit the template's result schema: the work is done, and another attempt would
 * repeat its effects. Resolves at once when the signal is aborted, and returns at once where there is
 * no schema.
 */
export type CheckResult = (
  assignment: Assignment,
  outcome: Outcome,
  signal: AbortSignal,
) => Outcome | Promise<Outcome>;

type Succeeded = Extract<Outcome, { outcome: "succeeded" }>;

/** Milliseconds until a check is asked for again where none can be had at present. */
const pauseMs = 1000;

/**
 * Creates the check. Schemas are not trusted: `templates` runs them in a thread with a clock and a
 * limit of memory, where payloads are checked too, and never on the thread of the worker.
 */
export function createResultCheck(templates: Pick<Templates, "checkResult">): CheckResult {
  async function check({ template }: Assignment, result: unknown, signal: AbortSignal) {
    for (;;) {
      try {
        return await resultOutcome(templates, template, result, {
          id: `results of ${template.hash}`,
          signal,
        });
      } catch (error) {
        if (signal.aborted || !isUnavailable(error)) throw error;
        await pause(pauseMs);
      }
    }
  }
  async function checkBySchema(assignment: Assignment, outcome: Succeeded, signal: AbortSignal) {
    const aborted = Promise.withResolvers<Outcome>();
    const removeListener = whenAborted(signal, () => aborted.resolve(outcome));
    const checked = await Promise.race([
      check(assignment, outcome.result, signal),
      aborted.promise,
    ]).finally(removeListener);
    return checked.outcome === "released" ? checked : { ...outcome, ...checked };
  }
  return (assignment, outcome, signal) => {
    if (outcome.outcome !== "succeeded") return outcome;
    if (assignment.template.result !== undefined) return checkBySchema(assignment, outcome, signal);
    const malformed = malformedResult(outcome.result);
    return malformed === null ? outcome : { ...outcome, ...malformed };
  };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.code === "unavailable";
}
