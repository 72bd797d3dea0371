import { type ClaimLimits, noLimits } from "../../../verbs/work-store.ts";
import { activeKey, type Commit, endingKey, tallyKey } from "../../commit/commit.ts";
import type { Database } from "../../connection/database.ts";

/** What may still start during one claim. */
export type Capacity = {
  /** Queues of which no job may start. */
  closed: ReadonlySet<string>;
  /** Whether another job of an owner may start. */
  hasOwner: (owner: string) => boolean;
  /** Counts a job that starts; its queue is closed, where that was the last one. */
  take: (job: { queue: string; createdBy: string }) => void;
};

/**
 * Makes the capacity that queues and owners have left for one claim. The commit has the one right count of what
 * runs: what was stored before it, and what changed in it.
 */
export function createCapacity(database: Database) {
  const tally = database.statement<{ count: number }>(
    "select count from tallies where what = ? and name = ?",
  );

  return ({ tallies }: Commit, { paused, queues, perOwner }: ClaimLimits = noLimits): Capacity => {
    const closed = new Set(paused);
    const ofQueue = new Map<string, number>();
    const ofOwner = new Map<string, number>();
    for (const [queue, limit] of Object.entries(queues)) {
      const room =
        limit -
        running("running", queue, tallyKey("running", queue)) -
        running("ending", queue, endingKey(queue));
      ofQueue.set(queue, room);
      if (room <= 0) closed.add(queue);
    }

    function running(what: string, name: string, key: string): number {
      return (tally.get(what, name)?.count ?? 0) + (tallies.get(key) ?? 0);
    }
    function roomOf(owner: string): number {
      if (perOwner === null) return Number.POSITIVE_INFINITY;
      const room = ofOwner.get(owner) ?? perOwner - running("active", owner, activeKey(owner));
      ofOwner.set(owner, room);
      return room;
    }
    return {
      closed,
      hasOwner: (owner) => roomOf(owner) > 0,
      take({ queue, createdBy }) {
        const room = ofQueue.get(queue);
        if (room !== undefined) ofQueue.set(queue, room - 1);
        if (room !== undefined && room <= 1) closed.add(queue);
        if (perOwner !== null) ofOwner.set(createdBy, roomOf(createdBy) - 1);
      },
    };
  };
}
