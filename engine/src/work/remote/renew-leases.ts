import type { RenewedLease } from "@formwork/contracts/work";
import { roundsBy } from "../../runtime/flow/rounds.ts";
import type { Store } from "../../store/store.ts";
import type { Work } from "../work.ts";
import { endOverdue, type OpenLease, type OpenLeaseDeps, openLease } from "./open-lease.ts";
import type { Presence } from "./presence/presence.ts";
import { findAttempt, lossReason } from "./settle/attempt-end.ts";

type Deps = OpenLeaseDeps & {
  store: Pick<Store, "listAttempts">;
  work: Pick<Work, "settle" | "renew" | "leaseMs">;
  presence: Pick<Presence, "renewed" | "ended">;
};

/** Renews leases in one write, and says of each whether it is held, and why not. */
export async function renewLeases(deps: Deps, tokens: readonly string[]): Promise<RenewedLease[]> {
  const opened = await Promise.all(
    tokens.map((token, index) => openLease(deps, token, `/leases/${index}`)),
  );
  const overdue = await Promise.all(opened.map((one) => endOverdue(deps, one)));
  const inTime = opened.filter((_, index) => overdue[index] === false);
  const sentAt = deps.clock.monotonic();
  const held = await renew(deps, inTime);
  noteRenewed(deps, opened, held);
  const leaseMs = Math.max(0, Math.floor(deps.work.leaseMs - (deps.clock.monotonic() - sentAt)));
  return Promise.all(
    opened.map((one) => (held.has(one) ? stillHeld(deps, one, leaseMs) : lost(deps, one))),
  );
}

/** Shows who runs what. A worker names all its leases in one call. */
function noteRenewed(
  { presence, work }: Deps,
  opened: readonly OpenLease[],
  held: ReadonlySet<OpenLease>,
): void {
  for (const one of opened) {
    const { jobId: id, worker, template, summary, createdBy } = one.lease;
    const owner = createdBy === undefined ? {} : { createdBy };
    if (held.has(one))
      presence.renewed(worker, { id, template: template.name, summary, ...owner }, work.leaseMs);
    else presence.ended(worker.id, id);
  }
}

/** Two leases of one job differ in their tokens, so they are renewed apart. */
async function renew({ work }: Deps, opened: readonly OpenLease[]): Promise<Set<OpenLease>> {
  const held = new Set<OpenLease>();
  for (const round of roundsBy(({ lease }) => lease.jobId, opened)) {
    const leases = round.map(({ lease: { jobId, token } }) => ({ id: jobId, token }));
    const ids = new Set(await work.renew({ leases }));
    for (const one of round) if (ids.has(one.lease.jobId)) held.add(one);
  }
  return held;
}

function stillHeld({ clock }: Deps, { lease }: OpenLease, leaseMs: number): RenewedLease {
  const timeoutMs = Math.max(0, lease.timeoutAt - clock.now());
  return { jobId: lease.jobId, held: true, leaseMs, timeoutMs };
}

async function lost({ store }: Deps, { lease }: OpenLease): Promise<RenewedLease> {
  const reason = lossReason(await findAttempt(store, lease));
  return { jobId: lease.jobId, held: false, reason };
}
