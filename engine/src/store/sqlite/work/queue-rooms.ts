import type { ClaimLimits } from "../../job-store.ts";
import { type Commit, tallyKey } from "../commit/commit.ts";
import type { Database } from "../connection/database.ts";

/** Queues of which no job may start now, and the room of those with a limit. */
export type QueueRooms = {
  closed: Set<string>;
  /** Takes a place in a queue; false, and the queue is closed, where it has none. */
  take: (queue: string) => boolean;
};

const noLimits: ClaimLimits = { paused: [], queues: {} };

/** Makes the rooms of queues for one claim. The commit has the one right count of what runs. */
export function createQueueRooms(database: Database) {
  const running = database.statement<{ count: number }>(
    "select count from tallies where what = 'running' and name = ?",
  );

  return ({ tallies }: Commit, { paused, queues } = noLimits): QueueRooms => {
    const rooms = new Map<string, number>();
    const closed = new Set(paused);
    for (const [queue, limit] of Object.entries(queues)) {
      const stored = running.get(queue)?.count ?? 0;
      rooms.set(queue, limit - stored - (tallies.get(tallyKey("running", queue)) ?? 0));
    }
    for (const [queue, room] of rooms) if (room <= 0) closed.add(queue);

    function take(queue: string): boolean {
      if (closed.has(queue)) return false;
      const room = rooms.get(queue);
      if (room === undefined) return true;
      rooms.set(queue, room - 1);
      if (room <= 1) closed.add(queue);
      return true;
    }
    return { closed, take };
  };
}
