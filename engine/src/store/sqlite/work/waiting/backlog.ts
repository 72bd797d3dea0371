import { agingMs } from "../../../steps/turn.ts";
import type { Database } from "../../connection/database.ts";

/** What waits, by the store's `now`; times are milliseconds since 1970. */
export type Backlog = {
  queued: number;
  head: number;
  relayed: number;
  /** Since when the first in line waits, for each kind and queue. */
  heads: Head[];
  dueAt: number | null;
  leaseUntil: number | null;
};

type Lane = { kind: string; queue: string };
type Head = Lane & { since: number };

/** Counts what waits, and for how long. */
export function createBacklog(database: Database): () => Backlog {
  const look = database.statement<Omit<Backlog, "heads">>(`select
    (select ifnull(sum(count), 0) from counts where state = 'queued') as queued,
    head, relayed,
    (select min(runAt) from standings
     where waitingFor = 0 and state in ('scheduled', 'retrying')) as dueAt,
    (select min(leaseUntil) from standings where state = 'running') as leaseUntil
    from outbox_state`);
  const inLine = `from standings indexed by standings_in_line where state = 'queued' and parked = 0`;
  const firstLane = database.statement<Lane>(
    `select kind, queue ${inLine} order by kind, queue limit 1`,
  );
  const nextQueue = database.statement<Lane>(
    `select kind, queue ${inLine} and kind = ? and queue > ? order by queue limit 1`,
  );
  const nextKind = database.statement<Lane>(
    `select kind, queue ${inLine} and kind > ? order by kind, queue limit 1`,
  );
  const head = database.statement<{ since: number }>(
    `select turn + priority * ${agingMs} as since ${inLine} and kind = ? and queue = ?
     order by turn limit 1`,
  );

  function heads(): Head[] {
    const found: Head[] = [];
    for (let lane = firstLane.get(); lane !== undefined; lane = next(lane)) {
      const { kind, queue } = lane;
      const since = head.get(kind, queue)?.since;
      if (since !== undefined) found.push({ kind, queue, since });
    }
    return found;
  }
  function next({ kind, queue }: Lane): Lane | undefined {
    return nextQueue.get(kind, queue) ?? nextKind.get(kind);
  }
  return () => {
    const found = look.get();
    if (found === undefined) throw new Error("outbox_state has lost its row");
    return { ...found, heads: heads() };
  };
}
