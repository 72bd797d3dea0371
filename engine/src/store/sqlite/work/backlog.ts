import type { Database } from "../connection/database.ts";

/** What waits, by the store's `now`; times are milliseconds since 1970. */
export type Backlog = {
  queued: number;
  head: number;
  relayed: number;
  queuedAt: number | null;
  dueAt: number | null;
  leaseUntil: number | null;
  /** 1: a dependency has ended and staging has not drawn the consequence. */
  ended: number;
};

type Lane = { kind: string; queue: string; priority: number };

/** Counts what waits, and for how long. */
export function createBacklog(database: Database): () => Backlog {
  const look = database.statement<Backlog>(`select
    (select ifnull(sum(count), 0) from counts where state = 'queued') as queued,
    head, relayed, null as queuedAt,
    (select min(runAt) from standings
     where waitingFor = 0 and state in ('scheduled', 'retrying')) as dueAt,
    (select min(leaseUntil) from standings where state = 'running') as leaseUntil,
    exists (select 1 from dependencies where outcome is not null) as ended
    from outbox_state`);
  const firstLane = database.statement<Lane>(
    `select kind, queue, priority from standings indexed by standings_to_claim where state = 'queued' and parked = 0
     order by kind, queue, priority desc limit 1`,
  );
  const nextPriority = database.statement<Lane>(
    `select kind, queue, priority from standings indexed by standings_to_claim where state = 'queued' and parked = 0
     and kind = ? and queue = ? and priority < ? order by priority desc limit 1`,
  );
  const nextQueue = database.statement<Lane>(
    `select kind, queue, priority from standings indexed by standings_to_claim where state = 'queued' and parked = 0
     and kind = ? and queue > ? order by queue, priority desc limit 1`,
  );
  const nextKind = database.statement<Lane>(
    `select kind, queue, priority from standings indexed by standings_to_claim where state = 'queued' and parked = 0
     and kind > ? order by kind, queue, priority desc limit 1`,
  );
  const oldest = database.statement<{ runAt: number | null }>(
    `select min(runAt) as runAt from standings indexed by standings_to_claim where state = 'queued' and parked = 0
     and kind = ? and queue = ? and priority = ?`,
  );

  /** The due time of the queued job that is due longest: the first of each stretch of the index. */
  function oldestQueued(): number | null {
    let earliest: number | null = null;
    for (let lane = firstLane.get(); lane !== undefined; lane = next(lane)) {
      const at = oldest.get(lane.kind, lane.queue, lane.priority)?.runAt ?? null;
      if (at !== null && (earliest === null || at < earliest)) earliest = at;
    }
    return earliest;
  }
  function next({ kind, queue, priority }: Lane): Lane | undefined {
    return (
      nextPriority.get(kind, queue, priority) ?? nextQueue.get(kind, queue) ?? nextKind.get(kind)
    );
  }
  return () => {
    const found = look.get();
    if (found === undefined) throw new Error("outbox_state has lost its row");
    return { ...found, queuedAt: oldestQueued() };
  };
}
