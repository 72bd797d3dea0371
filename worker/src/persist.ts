import { setTimeout as delay } from "node:timers/promises";
import { DomainError } from "@formwork/engine/errors";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Lease } from "./leases.ts";

/**
 * Makes a write about an attempt, again while the store is away, until it is known to be done,
 * which answers true, or the lease is gone. A write whose outcome is unknown may be made twice: it
 * carries the lease's token, so the second one changes nothing.
 */
export async function persist(
  telemetry: Telemetry,
  lease: Lease,
  write: () => Promise<boolean>,
): Promise<boolean> {
  for (let wait = 50; lease.held(); wait = Math.min(wait * 2, 1000)) {
    try {
      const written = await write();
      if (!written) lease.abort("lost");
      return written;
    } catch (error) {
      if (!isPassing(error)) return giveUp(telemetry, lease, error);
      await delay(wait);
    }
  }
  return false;
}

function isPassing(error: unknown): boolean {
  return error instanceof DomainError && error.code === "unavailable";
}

/**
 * The attempt stays unsettled: its lease runs out and a crash is counted, so a job that always ends
 * like this becomes a dead letter.
 */
function giveUp(telemetry: Telemetry, { assignment }: Lease, error: unknown): false {
  telemetry.count("writes_given_up_total");
  telemetry.log.error("attempt.unwritable", { jobId: assignment.job.id, error: String(error) });
  return false;
}
