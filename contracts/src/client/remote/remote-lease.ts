import type { ClaimedWork, RenewedLease } from "../../work.ts";
import type { AbortReason } from "./remote-job.ts";

/** The lease of one running attempt. */
export type RemoteLease = {
  token: string;
  /** Aborts with an `AbortReason`. */
  signal: AbortSignal;
  abort: (reason: AbortReason) => void;
  /** Aborts once the lease is lost or may have ended: nothing may be written after that. */
  lost: AbortSignal;
  /** Takes what a renewal said that was sent at `sentAt` (`performance.now`). */
  renewed: (answer: RenewedLease, sentAt: number) => void;
  /** When to renew it, by `performance.now`. */
  renewAt: () => number;
  /** Milliseconds for which it was last given. */
  length: () => number;
  /** Ends its timers. */
  close: () => void;
};

/** Reasons after which the attempt is no longer this worker's. */
const losses: ReadonlySet<AbortReason> = new Set([
  ...(["cancelled", "superseded", "ended", "deleted", "lost"] as const),
]);
/** Longest timeout of `setTimeout`, which fires at once for a longer one. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * Opens the lease of a job that was claimed by a call sent at `sentAt`. It counts nine tenths of its
 * length from then on, so that it ends here before it ends at the server, however long the call took
 * and however the clocks differ.
 */
export function openRemoteLease(work: ClaimedWork, sentAt: number): RemoteLease {
  const [stopped, lost] = [new AbortController(), new AbortController()];
  const timeout = setTimeout(abort, Math.min(work.timeoutMs, maxTimerMs), "timeout");
  let expiry: ReturnType<typeof setTimeout> | undefined;
  let renewAt = 0;
  let length = 0;

  function abort(reason: AbortReason) {
    if (losses.has(reason)) lost.abort(reason);
    stopped.abort(reason);
  }
  function hold(leaseMs: number, from: number) {
    clearTimeout(expiry);
    expiry = setTimeout(abort, Math.max(0, from + leaseMs * 0.9 - performance.now()), "lost");
    renewAt = from + leaseMs / 3;
    length = leaseMs;
  }
  hold(work.leaseMs, sentAt);
  return {
    token: work.lease,
    signal: stopped.signal,
    abort,
    lost: lost.signal,
    renewed({ held, leaseMs = 0, reason = "ended" }, from) {
      if (held) return hold(leaseMs, from);
      lost.abort(reason);
      stopped.abort(reason);
    },
    renewAt: () => renewAt,
    length: () => length,
    close() {
      clearTimeout(timeout);
      clearTimeout(expiry);
    },
  };
}
