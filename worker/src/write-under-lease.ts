import { setTimeout as delay } from "node:timers/promises";
import { DomainError } from "@formwork/engine/errors";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Lease } from "./leases.ts";

/**
 * Writes about an attempt, and retries while the store is unavailable and the lease is held.
 * Returns true when the write is stored. Every write carries the lease's token, so one that is
 * repeated because its result is unknown changes nothing.
 */
export async function writeUnderLease(
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
      if (!isTransient(error)) return giveUp(telemetry, lease, error);
      await delay(wait);
    }
  }
  return false;
}

/**
 * Writes lines of a log, also once the job was cancelled: what a program prints while it cleans up
 * is kept. The store refuses them where the lease was lost for another reason.
 */
export async function writeLines(
  telemetry: Telemetry,
  lease: Lease,
  write: () => Promise<boolean>,
): Promise<boolean> {
  if (lease.held()) return writeUnderLease(telemetry, lease, write);
  return lease.signal.reason === "lost" && (await write().catch(() => false));
}

/** Times that the end of a lost attempt is reported while the store is unavailable. */
const maxEndReports = 4;

/**
 * Reports that nothing is left of an attempt whose lease was lost. Gives up after a few seconds: the
 * store then waits until nothing can be left.
 */
export async function reportEnd(write: () => Promise<void>): Promise<void> {
  for (let wait = 500, tries = 0; tries < maxEndReports; tries++, wait *= 2) {
    try {
      return await write();
    } catch {
      await delay(wait);
    }
  }
}

function isTransient(error: unknown): boolean {
  return error instanceof DomainError && error.code === "unavailable";
}

/**
 * Leaves the attempt unsettled. Its lease expires and counts as a crash, so a job that always ends
 * like this becomes a dead letter.
 */
function giveUp(telemetry: Telemetry, { assignment }: Lease, error: unknown): false {
  telemetry.count("writes_given_up_total");
  telemetry.log.error("attempt.unwritable", { jobId: assignment.job.id, error: String(error) });
  return false;
}
