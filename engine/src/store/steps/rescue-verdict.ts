import type { JobError } from "@formwork/contracts/job";
import type { Cause } from "@formwork/contracts/states";

/** A job whose lease ran out, as far as that decides what becomes of it. */
export type LostJob = {
  workerId?: string | null;
  onLost: "retry" | "never";
  crashes: number;
  /** Whether its worker was lost through another job (`blame.ts`). */
  isSpared?: boolean;
};
type Verdict = { cause: Extract<Cause, "rescue" | "exhaust">; error: JobError };

/**
 * Decides what becomes of a job whose lease ran out: queued again, or failed when it may run only
 * once or has crashed `maxCrashes` times, and no other job is to blame for the last of these.
 * `crashes` are those before this one.
 */
export function rescueVerdict(
  { workerId, onLost, crashes, isSpared = false }: LostJob,
  maxCrashes: number,
): Verdict {
  const lost = `Worker ${workerId} stopped renewing its lease`;
  if (onLost === "never")
    return {
      cause: "exhaust",
      error: { message: `${lost}; the job may run only once`, reason: "lost" },
    };
  if (crashes + 1 < maxCrashes || isSpared)
    return { cause: "rescue", error: { message: lost, reason: "lost" } };
  return {
    cause: "exhaust",
    error: { message: `${lost}, as ${crashes} before it did`, reason: "poison" },
  };
}
