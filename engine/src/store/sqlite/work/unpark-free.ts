import { activeKey, type Commit } from "../commit/commit.ts";
import { createUnparkOwner } from "../commit/unpark-owner.ts";
import type { Database } from "../connection/database.ts";

/** Milliseconds between two looks for owners with room and parked jobs. */
const lookMs = 2000;
/** Owners in one look; the next one goes on behind them. */
const maxOwners = 100;
/** Jobs of one owner that are offered at once, when there is no limit any more. */
const maxOffered = 500;

/**
 * Makes the function that offers to workers again what was parked for a limit of owners that was
 * raised or taken away since. A job that ends needs no look: it offers the next one itself.
 */
export function createUnparkFree(database: Database) {
  const unparkOwner = createUnparkOwner(database);
  const nextOwner = database.statement<{ owner: string }>(
    "select owner from parked_by_owner where owner > ? order by owner limit 1",
  );
  const active = database.statement<{ count: number }>(
    "select count from tallies where what = 'active' and name = ?",
  );
  let lookedAt = 0;
  let last = "";

  return (commit: Commit, perOwner: number | null): void => {
    if (commit.now - lookedAt < lookMs) return;
    lookedAt = commit.now;
    for (let owners = 0; owners < maxOwners; owners++) {
      const owner = nextOwner.get(last)?.owner ?? "";
      last = owner;
      if (owner === "") return;
      const room = perOwner === null ? maxOffered : perOwner - runningOf(commit, owner);
      if (room > 0) unparkOwner(owner, Math.min(room, maxOffered));
    }
  };

  function runningOf({ tallies }: Commit, owner: string): number {
    return (active.get(owner)?.count ?? 0) + (tallies.get(activeKey(owner)) ?? 0);
  }
}
