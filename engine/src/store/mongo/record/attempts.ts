import type { Attempt } from "@formwork/contracts/job";
import { isoTime } from "../../iso-time.ts";
import { parsed } from "../../parsed.ts";
import type { Step } from "./step.ts";
import type { Taken } from "./steps.ts";

/** An attempt, and the number of the step that started it. */
export type TakenAttempt = Attempt & { seq: number };

const ends: Partial<Record<Step["c"], Attempt["state"]>> = {
  succeed: "succeeded",
  fail: "failed",
  exhaust: "failed",
  release: "released",
  rescue: "superseded",
  cancel: "cancelled",
};

/** The attempts that a job's steps tell of. */
export function attemptsOf(taken: Taken[]): TakenAttempt[] {
  const attempts: TakenAttempt[] = [];
  for (const one of taken) {
    const running = attempts.at(-1);
    if (one.step.c === "claim") attempts.push(started(one));
    else if (running?.state === "running" && one.step.c in ends)
      attempts.splice(-1, 1, ended(running, one.step));
  }
  return attempts;
}

function started({ step, standing }: Taken): TakenAttempt {
  const startedAt = isoTime(step.at.getTime());
  const open = { finishedAt: null, exitCode: null, error: null };
  return {
    seq: standing.seq,
    attempt: standing.attempt,
    state: "running",
    startedAt,
    workerId: step.worker ?? "",
    ...open,
  };
}

function ended(attempt: TakenAttempt, step: Step): TakenAttempt {
  const state = step.lost ? "superseded" : (ends[step.c] ?? attempt.state);
  const error = step.c === "cancel" ? null : parsed(step.error ?? null);
  return {
    ...attempt,
    state,
    finishedAt: isoTime(step.at.getTime()),
    exitCode: step.exit ?? null,
    error,
  };
}
