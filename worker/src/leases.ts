import type { Clock } from "@formwork/engine/runtime/clock";
import { withTimeout } from "@formwork/engine/runtime/flow/with-timeout";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Assignment, Work } from "@formwork/engine/work/work";
import type { AbortCause } from "./runners/runner.ts";

/** The lease of one attempt. */
export type Lease = {
  assignment: Assignment;
  /** Aborted with an `AbortCause`. */
  signal: AbortSignal;
  abort: (cause: AbortCause) => void;
  /**
   * Returns false once the lease is lost or may have expired. From then on the attempt must have no
   * effects, and nothing may be written about it.
   */
  held: () => boolean;
};

/** All leases that this worker holds. */
export type Leases = {
  /** Adds the lease of a job that was claimed by a call sent at `sentAt` (`Clock.monotonic`). */
  add: (assignment: Assignment, sentAt: number) => Lease;
  /** Removes the lease of an attempt that has ended. */
  remove: (lease: Lease) => void;
  /** Renews all leases in one call, and aborts those that are lost. */
  renew: () => Promise<void>;
  /** Renews the lease of one job at once, and aborts it where it is lost. */
  renewOne: (jobId: string) => Promise<void>;
  /**
   * Aborts the leases that may have expired. Returns the milliseconds until the next one may
   * expire, or null when none is held.
   */
  abortExpired: () => number | null;
  abortAll: (cause: AbortCause) => void;
  /** The attempts whose lease is held. */
  assignments: () => Assignment[];
};

type Held = { lease: Lease; deadline: number; lost: boolean };

/**
 * Creates the set of leases. A lease's deadline is nine tenths of its length after the claim or the
 * renewal was sent, on a clock that never goes back. So it is before the store's own deadline,
 * however long the call takes and however the clocks differ.
 */
export function createLeases(deps: { work: Work; clock: Clock; telemetry: Telemetry }): Leases {
  const { work, clock, telemetry } = deps;
  const held = new Map<string, Held>();
  const usableMs = work.leaseMs * 0.9;
  telemetry.gauge("worker_leases", () => held.size);

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
    // Gives up on a call that hangs, so that the next one is made in time.
    await withTimeout(renewed, work.leaseMs / 3, () => undefined);
  }
  function settleRenewal(asked: Held[], ids: Set<string>, sentAt: number) {
    for (const one of asked) {
      if (ids.has(one.lease.assignment.job.id))
        one.deadline = Math.max(one.deadline, sentAt + usableMs);
      else lose(one);
    }
  }
  function lose({ lease }: Held) {
    if (!lease.signal.aborted) telemetry.count("leases_lost_total");
    lease.abort("lost");
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
    const one: Held = { lease, deadline: sentAt + usableMs, lost: false };
    return one;
  }
  return {
    add(assignment, sentAt) {
      // A job that is claimed again was lost by its attempt before.
      held.get(assignment.job.id)?.lease.abort("lost");
      const one = makeLease(assignment, sentAt);
      held.set(assignment.job.id, one);
      return one.lease;
    },
    remove({ assignment }) {
      // The job may have been claimed again by this worker, under another lease.
      if (held.get(assignment.job.id)?.lease.assignment.token === assignment.token)
        held.delete(assignment.job.id);
    },
    renew: () => renewSome([...held.values()].filter(({ lost }) => !lost)),
    async renewOne(jobId) {
      const one = held.get(jobId);
      if (one !== undefined && !one.lost) await renewSome([one]);
    },
    abortExpired() {
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
    assignments: () => [...held.values()].map(({ lease }) => lease.assignment),
  };
}
