import type { JobError } from "@formwork/contracts/job";
import type { Cause } from "@formwork/contracts/states";

type Lost = { workerId?: string | null; onLost: "retry" | "never"; crashes: number };
type Verdict = { cause: Extract<Cause, "rescue" | "exhaust">; error: JobError };

/**
 * What becomes of a job whose worker let its lease run out. `crashes` are those before this one.
 */
export function verdictOn({ workerId, onLost, crashes }: Lost, maxCrashes: number): Verdict {
  const lost = `Worker ${workerId} stopped renewing its lease`;
  if (onLost === "never")
    return {
      cause: "exhaust",
      error: { message: `${lost}; the job may run only once`, reason: "lost" },
    };
  if (crashes + 1 < maxCrashes)
    return { cause: "rescue", error: { message: lost, reason: "lost" } };
  return {
    cause: "exhaust",
    error: { message: `${lost}, as ${crashes} before it did`, reason: "poison" },
  };
}
