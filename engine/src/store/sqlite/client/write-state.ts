import type { DomainError } from "../../../errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import type { Telemetry } from "../../../runtime/telemetry.ts";

/** Whether the store can be written to, told by its last writes. */
export type WriteState = {
  /** Takes in that a write was refused, or that one was made (null). */
  report: (refusal: DomainError | null) => void;
  /** Returns why writes are refused; null while they are not. */
  fault: () => string | null;
};

/**
 * Milliseconds without a refusal after which writes count as possible again: on a full disk small
 * ones fit in where large ones do not.
 */
const calmMs = 10_000;

/** Follows the writes of a store; logs once when they begin to be refused, and once when that ends. */
export function createWriteState({
  monotonic,
  log,
}: Pick<Clock, "monotonic"> & { log: Telemetry["log"] | undefined }): WriteState {
  let fault: string | null = null;
  let refusedAt = 0;
  return {
    report(refusal) {
      if (refusal === null && fault !== null && monotonic() - refusedAt > calmMs) {
        fault = null;
        log?.info("store.writable");
      }
      if (refusal === null) return;
      if (fault === null)
        log?.error("store.unwritable", { error: String(refusal.cause ?? refusal) });
      fault = refusal.message;
      refusedAt = monotonic();
    },
    fault: () => fault,
  };
}
