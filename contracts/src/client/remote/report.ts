import { isProblemError } from "../problem-error.ts";
import { persist } from "./persist.ts";
import type { RemoteLease } from "./remote-lease.ts";

/** How a report ended. lost: the attempt is no longer this worker's. */
export type Reported = { ended: "sent" | "lost" } | { ended: "refused"; error: unknown };

/** How long a report may take. One that hung would keep its job running as long as its lease is renewed. */
const reportMs = 45_000;

/**
 * Sends a report about an attempt until the server has it, or the lease is lost. A report that is
 * repeated changes nothing, so one without a reply within `ms` is sent again. `call` ends with its
 * signal.
 */
export async function report(
  lease: Pick<RemoteLease, "lost" | "abort">,
  call: (signal: AbortSignal) => Promise<unknown>,
  ms = reportMs,
): Promise<Reported> {
  if (lease.lost.aborted) return { ended: "lost" };
  const callInTime = () => call(AbortSignal.any([lease.lost, AbortSignal.timeout(ms)]));
  try {
    await persist(callInTime, lease.lost);
    return { ended: "sent" };
  } catch (error) {
    const isLost = isProblemError(error) && error.problem.code === "lease-lost";
    if (isLost) lease.abort("ended");
    return isLost || lease.lost.aborted ? { ended: "lost" } : { ended: "refused", error };
  }
}
