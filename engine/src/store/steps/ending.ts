import type { StoredTime } from "../iso-time.ts";
import type { Step } from "./step.ts";

/**
 * How long a worker has to end what a cancelled attempt has started, in milliseconds: a signal that
 * is found with the next renewal, five seconds of grace, and two to be killed.
 */
const endingMs = 8000;

/** Returns until when processes of a cancelled attempt may run whose worker does not report. */
export function endingUntil(now: number, leaseUntil: number): number {
  return Math.max(leaseUntil, now + endingMs);
}

/** Returns true for a step that cancels a running attempt, whose processes then have to end. */
export function leavesEnding<Time extends StoredTime>(
  { state }: { state: string },
  step: Pick<Step<Time>, "c"> | undefined,
): boolean {
  return state === "running" && step?.c === "cancel";
}

/** Returns the steps with the exit code of the attempt that was cancelled last. */
export function withExitCode<Time extends StoredTime>(
  steps: readonly Step<Time>[],
  exit: number | null,
): Step<Time>[] | null {
  const last = steps.findLastIndex(({ c }) => c === "cancel");
  if (exit === null || last === -1) return null;
  return steps.map((step, index) => (index === last ? { ...step, exit } : step));
}
