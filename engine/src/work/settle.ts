import { retryDefaults } from "@formwork/contracts/template";
import type { Settlement } from "../store/verbs/work-store.ts";
import { attemptError } from "./attempt-error.ts";
import { backoffMs } from "./backoff.ts";
import type { Outcome, RunningAttempt } from "./work.ts";

/**
 * Decides how an attempt's outcome settles its job: succeeded, released, another attempt after a
 * wait, or failed for good. `random` returns numbers from 0 to 1, for the jitter of the wait.
 */
export function settlementOf(
  assignment: RunningAttempt,
  outcome: Outcome,
  random: () => number,
): Settlement {
  const lease = { id: assignment.job.id, token: assignment.token };
  switch (outcome.outcome) {
    case "succeeded":
      return {
        ...lease,
        cause: "succeed",
        exitCode: outcome.exitCode ?? null,
        result: outcome.result ?? null,
      };
    case "released":
      return { ...lease, cause: "release", exitCode: null };
    case "failed":
      return {
        ...lease,
        exitCode: outcome.exitCode ?? null,
        ...afterFailure(assignment, outcome, random),
      };
  }
}

type Failed = Extract<Outcome, { outcome: "failed" }>;

function afterFailure(assignment: RunningAttempt, outcome: Failed, random: () => number) {
  const error = attemptError(outcome);
  const failures = assignment.failures + 1;
  if (isFatal(assignment, outcome) || failures >= assignment.job.maxAttempts)
    return { cause: "exhaust", error } as const;
  return {
    cause: "fail",
    error,
    delayMs: outcome.delayMs ?? backoffMs(assignment.template.retry ?? {}, failures, random),
  } as const;
}

function isFatal(assignment: RunningAttempt, outcome: Failed): boolean {
  const fatal: readonly number[] =
    assignment.template.retry?.fatalExitCodes ?? retryDefaults.fatalExitCodes;
  return (
    outcome.fatal === true || (outcome.exitCode !== undefined && fatal.includes(outcome.exitCode))
  );
}
