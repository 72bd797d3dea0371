import { isProblemError } from "../problem-error.ts";
import { persist } from "./persist.ts";
import type { RemoteLease } from "./remote-lease.ts";

/** How a report ended. lost: the attempt is no longer this worker's. */
export type Reported = { ended: "sent" | "lost" } | { ended: "refused"; error: unknown };

/**
 * Sends a report about an attempt until the server has it, or the lease is lost. A report that is
 * repeated changes nothing, so one whose reply was lost is sent again. `call` ends with its signal.
 */
export async function report(
  lease: Pick<RemoteLease, "lost" | "abort">,
  call: (signal: AbortSignal) => Promise<unknown>,
): Promise<Reported> {
  if (lease.lost.aborted) return { ended: "lost" };
  try {
    await persist(() => call(lease.lost), lease.lost);
    return { ended: "sent" };
  } catch (error) {
    const isLost = isProblemError(error) && error.problem.code === "lease-lost";
    if (isLost) lease.abort("ended");
    return isLost || lease.lost.aborted ? { ended: "lost" } : { ended: "refused", error };
  }
}
