import { agingMs } from "../../../steps/turn.ts";
import type { QueueLoad } from "../../../verbs/work-store.ts";
import type { Database } from "../../connection/database.ts";

type Tally = { what: keyof QueueLoad & ("scheduled" | "queued" | "running"); name: string };
type InLine = { kind: string; queue: string; turn: number; job: number; since: number };
type Owned = { owner: string; queue: string; turn: number; job: number; since: number };
type Parked = { concurrencyKey: string; queue: string; turn: number; job: number; since: number };
type Waiting = Pick<InLine, "queue" | "since">;

/** Queued jobs that are looked at before others are answered. */
const sliceSize = 5000;

/**
 * Reads how much waits in each queue. The numbers are kept by each commit; the oldest jobs are
 * found by a walk along the indexes of queued jobs, slice by slice.
 */
export function createQueueLoads(database: Database) {
  const tallies = database.statement<Tally & { count: number }>(
    "select what, name, count from tallies where what in ('scheduled', 'queued', 'running')",
  );
  const since = `turn + priority * ${agingMs} as since`;
  const inLine = database.statement<InLine>(
    `select kind, queue, turn, job, ${since} from standings indexed by standings_in_line
     where state = 'queued' and parked = 0 and (kind, queue, turn, job) > (?, ?, ?, ?)
     order by kind, queue, turn, job limit ${sliceSize}`,
  );
  const parked = database.statement<Parked>(
    `select concurrencyKey, queue, turn, job, ${since} from standings indexed by standings_parked
     where state = 'queued' and parked = 1 and (concurrencyKey, turn, job) > (?, ?, ?)
     order by concurrencyKey, turn, job limit ${sliceSize}`,
  );

  const owned = database.statement<Owned>(
    `select owner, queue, turn, job, ${since} from parked_by_owner
     where (owner, turn, job) > (?, ?, ?) order by owner, turn, job limit ${sliceSize}`,
  );

  function* slices(): Generator<Waiting[], void, void> {
    for (let rows = inLine.all("", "", 0, 0); rows.length > 0; ) {
      yield rows;
      const last = rows.at(-1);
      rows = last === undefined ? [] : inLine.all(last.kind, last.queue, last.turn, last.job);
    }
    for (let rows = parked.all("", 0, 0); rows.length > 0; ) {
      yield rows;
      const last = rows.at(-1);
      rows = last === undefined ? [] : parked.all(last.concurrencyKey, last.turn, last.job);
    }
    for (let rows = owned.all("", 0, 0); rows.length > 0; ) {
      yield rows;
      const last = rows.at(-1);
      rows = last === undefined ? [] : owned.all(last.owner, last.turn, last.job);
    }
  }

  return function* queueLoads(): Generator<void, QueueLoad[], void> {
    const oldest = new Map<string, number>();
    for (const rows of slices()) {
      for (const { queue, since: at } of rows)
        oldest.set(queue, Math.min(at, oldest.get(queue) ?? at));
      if (rows.length === sliceSize) yield;
    }
    return loadsOf(tallies.all(), oldest);
  };
}

function loadsOf(tallies: (Tally & { count: number })[], oldest: Map<string, number>): QueueLoad[] {
  const loads = new Map<string, QueueLoad>();
  for (const { what, name, count } of tallies) {
    const empty = { name, scheduled: 0, queued: 0, running: 0, oldestAt: oldest.get(name) ?? null };
    loads.set(name, { ...(loads.get(name) ?? empty), [what]: count });
  }
  return [...loads.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
