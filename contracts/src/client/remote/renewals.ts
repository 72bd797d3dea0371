import { maxRenewedLeases } from "../../work.ts";
import type { Client } from "../client.ts";
import type { RemoteLease } from "./remote-lease.ts";

/** Renews the leases of a worker before half of them is gone. */
export type Renewals = {
  add: (lease: RemoteLease) => void;
  remove: (lease: RemoteLease) => void;
  /** Aborts every attempt that runs, because the worker stops. */
  stopAll: () => void;
};

/** Time between two tries when a renewal failed, in milliseconds; a lease allows for several. */
const retryMs = 500;

/**
 * Creates the renewals. All leases share a call. One that fails is tried again soon, and a lease that
 * cannot be renewed in time aborts by itself.
 */
export function createRenewals(client: Client, onError: (error: unknown) => void): Renewals {
  const held = new Set<RemoteLease>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRenewing = false;

  const renewable = () => [...held].filter(({ lost }) => !lost.aborted);

  function schedule(atLeastMs = 0) {
    clearTimeout(timer);
    const leases = renewable();
    if (leases.length === 0 || isRenewing) return;
    const next = Math.min(...leases.map((lease) => lease.renewAt()));
    timer = setTimeout(renewAll, Math.max(atLeastMs, next - performance.now()));
  }
  async function renewAll() {
    isRenewing = true;
    const all = renewable();
    const batches = Array.from({ length: Math.ceil(all.length / maxRenewedLeases) }, (_, n) =>
      all.slice(n * maxRenewedLeases, (n + 1) * maxRenewedLeases),
    );
    const isDone = await Promise.all(batches.map(renew));
    isRenewing = false;
    schedule(isDone.every(Boolean) ? 0 : retryMs);
  }
  async function renew(leases: RemoteLease[]): Promise<boolean> {
    const sentAt = performance.now();
    try {
      const body = { leases: leases.map(({ token }) => token) };
      const answer = await client.call("work.renew", {
        body,
        // Gives up on a call that hangs, so that the next one is made in time.
        signal: AbortSignal.timeout(
          Math.ceil(Math.min(...leases.map((lease) => lease.length())) / 3),
        ),
      });
      leases.forEach((lease, index) => {
        const renewed = answer.leases[index];
        if (renewed !== undefined) lease.renewed(renewed, sentAt);
      });
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  }
  return {
    add(lease) {
      held.add(lease);
      schedule();
    },
    remove(lease) {
      held.delete(lease);
      schedule();
    },
    stopAll() {
      for (const lease of held) lease.abort("stopped");
    },
  };
}
