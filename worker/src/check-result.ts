import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "@formwork/engine/errors";
import type { Templates } from "@formwork/engine/templates/templates";
import { resultOutcome } from "@formwork/engine/work/result-outcome";
import type { Assignment, Outcome } from "@formwork/engine/work/work";
import { whenAborted } from "./runners/runner.ts";

/**
 * Returns the outcome of an attempt, or a failure for good where its result is too large, is no JSON
 * value or does not fit the template's result schema: the work is done, and another attempt would
 * repeat its effects. Resolves at once when the signal is aborted.
 */
export type CheckResult = (
  assignment: Assignment,
  outcome: Outcome,
  signal: AbortSignal,
) => Promise<Outcome>;

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
  return async (assignment, outcome, signal) => {
    if (outcome.outcome !== "succeeded") return outcome;
    const aborted = Promise.withResolvers<Outcome>();
    const removeListener = whenAborted(signal, () => aborted.resolve(outcome));
    const checked = await Promise.race([
      check(assignment, outcome.result, signal),
      aborted.promise,
    ]).finally(removeListener);
    return checked.outcome === "released" ? checked : { ...outcome, ...checked };
  };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.code === "unavailable";
}
