import { randomUUID } from "node:crypto";
import type { Versioned } from "../../store/table.ts";
import { changeVersioned } from "../../store/tables/change-row.ts";
import type { ActionDeps } from "../action-deps.ts";
import type { ActionRow } from "../action-tables.ts";

/** How long a process may take to renew, before another one takes its portion over. */
const leaseMs = 30_000;
/** How often a lease is renewed; also how soon a stop ends a long search. */
const renewMs = 3000;
/** After so long without a renewal no job is moved any more, as the lease may soon be another's. */
const safeMs = leaseMs / 2;

/** The right of this process to the next portion of an action. */
export type PortionLease = {
  /** The action as it was claimed. */
  row: ActionRow;
  /** Aborts when the lease is lost, the action is stopped, or this process stops. */
  signal: AbortSignal;
  isHeld: () => boolean;
  /** Replaces the row, if the lease is held; returns the row as it is, or null without the lease. */
  write: (change: (row: ActionRow) => ActionRow) => Promise<Versioned<ActionRow> | null>;
  end: () => void;
};

/** Claims the portion of an action that is due. Returns null where another process was faster. */
export async function claimPortion(
  { actions, clock }: ActionDeps,
  { row, version }: Versioned<ActionRow>,
  stop: AbortSignal,
): Promise<PortionLease | null> {
  const token = randomUUID();
  const claimed = { ...row, token, dueAt: clock.now() + leaseMs };
  let renewedAt = clock.monotonic();
  if ((await actions.replaceIf({ row: claimed, version })).outcome !== "stored") return null;
  const over = new AbortController();
  const signal = AbortSignal.any([stop, over.signal]);

  async function write(change: (row: ActionRow) => ActionRow) {
    const sentAt = clock.monotonic();
    let isMine = false;
    const written = await changeVersioned(actions, { id: row.id }, (found) => {
      isMine = found.token === token;
      return isMine ? change(found) : null;
    });
    if (!isMine || written?.row.state === "stopping") over.abort();
    else renewedAt = sentAt;
    return isMine ? written : null;
  }
  const renewal = setInterval(() => {
    write((found) => ({ ...found, dueAt: clock.now() + leaseMs })).catch(() => undefined);
  }, renewMs);
  return {
    row: claimed,
    signal,
    isHeld: () => !signal.aborted && clock.monotonic() - renewedAt < safeMs,
    write,
    end: () => clearInterval(renewal),
  };
}
