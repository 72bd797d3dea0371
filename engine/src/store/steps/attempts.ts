import type { Attempt } from "@formwork/contracts/job";
import { isoTime, type StoredTime } from "../iso-time.ts";
import { parsed } from "../parsed.ts";
import type { Step, StepCause } from "./step.ts";
import type { AppliedStep } from "./transition.ts";

/** An attempt with the number of the step that started it, which orders attempts of one job. */
export type NumberedAttempt = Attempt & { seq: number };

const stateAfter: Partial<Record<StepCause, Attempt["state"]>> = {
  succeed: "succeeded",
  fail: "failed",
  exhaust: "failed",
  release: "released",
  rescue: "superseded",
  cancel: "cancelled",
};

/** Derives a job's attempts from its steps, which start with the job's first one. */
export function attemptsOf<Time extends StoredTime>(
  applied: readonly AppliedStep<Time>[],
): NumberedAttempt[] {
  const attempts: NumberedAttempt[] = [];
  for (const { step, standing } of applied) {
    const last = attempts.at(-1);
    if (step.c === "claim") attempts.push(startedBy(step, standing));
    else if (last?.state === "running") attempts[attempts.length - 1] = endedBy(step, last);
  }
  return attempts;
}

function startedBy<Time extends StoredTime>(
  step: Step<Time>,
  { seq, attempt }: AppliedStep<Time>["standing"],
): NumberedAttempt {
  return {
    seq,
    attempt,
    state: "running",
    startedAt: isoTime(step.at),
    workerId: step.worker ?? "",
    finishedAt: null,
    exitCode: null,
    error: null,
  };
}

/** Returns the attempt as it is after the step: ended, or still running after a progress report. */
function endedBy<Time extends StoredTime>(
  step: Step<Time>,
  attempt: NumberedAttempt,
): NumberedAttempt {
  const state = step.lost ? "superseded" : stateAfter[step.c];
  if (state === undefined) return attempt;
  return {
    ...attempt,
    state,
    finishedAt: isoTime(step.at),
    exitCode: step.exit ?? null,
    error: step.c === "cancel" ? null : parsed(step.error ?? null),
  };
}
