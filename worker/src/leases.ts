import type { Clock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { withTimeout } from "@formwork/engine/runtime/with-timeout";
import type { Assignment, Work } from "@formwork/engine/work/work";
import type { AbortCause } from "./runners/runner.ts";

/** The right to run one attempt. */
export type Lease = {
  assignment: Assignment;
  /** Aborted with an `AbortCause`. */
  signal: AbortSignal;
  abort: (cause: AbortCause) => void;
  /**
   * False once the lease is lost or may have run out: nothing more may be done for the job, nor
   * written about it.
   */
  held: () => boolean;
};

/** Every lease this worker holds. */
export type Leases = {
  /** Takes a lease that was asked for at `sentAt`, by the monotonic clock. */
  take: (assignment: Assignment, sentAt: number) => Lease;
  /** Forgets a lease whose attempt has ended. */
  drop: (lease: Lease) => void;
  /** Renews all, in one call; those that are lost are aborted. */
  renew: () => Promise<void>;
  /** Renews one job's at once. */
  check: (jobId: string) => Promise<void>;
  /**
   * Aborts those whose time is up; answers how long the next one has, or null where none is held.
   */
  fence: () => number | null;
  abortAll: (cause: AbortCause) => void;
  count: () => number;
};

type Held = { lease: Lease; deadline: number; lost: boolean };

/**
 * Makes the book of leases. A deadline counts from the moment before the claim or renewal was
 * *sent*, less a margin for stopping, on a clock that never goes back: it ends before the store's
 * own, whatever the clocks and the network do.
 */
export function createLeases(deps: { work: Work; clock: Clock; telemetry: Telemetry }): Leases {
  const { work, clock, telemetry } = deps;
  const held = new Map<string, Held>();
  const span = work.leaseMs * 0.9;

  async function renewSome(some: Held[]) {
    if (some.length === 0) return;
    const sentAt = clock.monotonic();
    const answer = work.renew({
      leases: some.map(({ lease }) => ({
        id: lease.assignment.job.id,
        token: lease.assignment.token,
      })),
    });
    const renewed = answer.then((ids) => settleRenewal(some, new Set(ids), sentAt));
    // A call that hangs must not keep the next one from being made.
    await withTimeout(renewed, work.leaseMs / 3, () => undefined);
  }
  function settleRenewal(asked: Held[], ids: Set<string>, sentAt: number) {
    for (const one of asked) {
      if (ids.has(one.lease.assignment.job.id))
        one.deadline = Math.max(one.deadline, sentAt + span);
      else one.lease.abort("lost");
    }
  }
  function makeLease(assignment: Assignment, sentAt: number): Held {
    const abort = new AbortController();
    const lease: Lease = {
      assignment,
      signal: abort.signal,
      held: () => !one.lost && clock.monotonic() < one.deadline,
      abort(cause) {
        if (cause === "lost" || cause === "fenced") one.lost = true;
        if (!abort.signal.aborted) abort.abort(cause);
      },
    };
    const one: Held = { lease, deadline: sentAt + span, lost: false };
    return one;
  }
  return {
    take(assignment, sentAt) {
      // The same job again: the attempt before lost it, and is told so by this.
      held.get(assignment.job.id)?.lease.abort("lost");
      const one = makeLease(assignment, sentAt);
      held.set(assignment.job.id, one);
      return one.lease;
    },
    drop({ assignment }) {
      // A job that was lost may have been claimed again, by ourselves: only its own lease is
      // dropped.
      if (held.get(assignment.job.id)?.lease.assignment.token === assignment.token)
        held.delete(assignment.job.id);
    },
    renew: () => renewSome([...held.values()].filter(({ lost }) => !lost)),
    async check(jobId) {
      const one = held.get(jobId);
      if (one !== undefined && !one.lost) await renewSome([one]);
    },
    fence() {
      const now = clock.monotonic();
      for (const { lease, deadline, lost } of held.values()) {
        if (lost || now < deadline) continue;
        telemetry.log.warn("lease.fenced", { jobId: lease.assignment.job.id });
        lease.abort("fenced");
      }
      const ahead = [...held.values()]
        .filter(({ lost }) => !lost)
        .map(({ deadline }) => deadline - now);
      return ahead.length === 0 ? null : Math.min(...ahead);
    },
    abortAll(cause) {
      for (const { lease } of held.values()) lease.abort(cause);
    },
    count: () => held.size,
  };
}
