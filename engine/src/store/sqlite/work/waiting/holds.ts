import type { Store } from "../../../store.ts";
import type { KeyHold, OwnerAtWork } from "../../../verbs/work-store.ts";
import type { Database } from "../../connection/database.ts";
import { createCountAtWork } from "../count-at-work.ts";

type Held = { concurrencyKey: string; waiting: number; first: number };
type First = { id: string; summary: string; template: string; concurrencyLimit: number | null };
type Counted = { name: string; count: number };

/** Reports behind which full concurrency keys and owners jobs wait, along their indexes. */
export function createHolds(database: Database) {
  // Of the columns beside an aggregate, SQLite takes those of the row with the minimum.
  const held = database.statement<Held>(
    `select concurrencyKey, count(*) as waiting, job as first, min(place) as place from (
       select concurrencyKey, job, queue, row_number() over () as place from (
         select concurrencyKey, job, queue from standings indexed by standings_parked
         where state = 'queued' and parked = 1 order by concurrencyKey, turn, job limit ?))
     where queue = ? group by concurrencyKey order by waiting desc, concurrencyKey limit ?`,
  );
  const looked = database.statement<{ count: number }>(
    `select count(*) as count from (
       select 1 from standings indexed by standings_parked
       where state = 'queued' and parked = 1 limit ?)`,
  );
  const first = database.statement<First>(
    `select j.id, j.summary, j.template, j.concurrencyLimit from jobs j where j.no = ?`,
  );
  const countAtWork = createCountAtWork(database);
  const active = database.statement<Counted>(
    "select name, count from tallies where what = 'active' order by count desc, name limit ?",
  );
  const activeOf = database.statement<{ count: number }>(
    "select count from tallies where what = 'active' and name = ?",
  );
  const heldOwners = database.statement<Counted>(
    `select owner as name, count(*) as count from (
       select owner from parked_by_owner order by owner limit ?) group by owner`,
  );

  function keyHolds({ queue, limit, maxHeld }: Parameters<Store["keyHolds"]>[0]) {
    const found = held.all(maxHeld, queue, limit + 1);
    const items = found.slice(0, limit).flatMap((one): KeyHold[] => {
      const job = first.get(one.first);
      if (job === undefined) return [];
      const { concurrencyKey: key, waiting } = one;
      const { concurrencyLimit, ...named } = job;
      return [
        { key, limit: concurrencyLimit ?? 1, running: countAtWork(key), waiting, first: named },
      ];
    });
    const all = looked.get(maxHeld + 1)?.count ?? 0;
    return { items, isAll: found.length <= limit && all <= maxHeld };
  }

  function ownersAtWork({ limit, maxJobs }: Parameters<Store["ownersAtWork"]>[0]) {
    const most = active.all(limit + 1);
    const waiting = new Map(heldOwners.all(maxJobs).map(({ name, count }) => [name, count]));
    const owners = new Map(most.map(({ name, count }) => [name, count]));
    for (const name of waiting.keys())
      if (!owners.has(name)) owners.set(name, activeOf.get(name)?.count ?? 0);
    const items = [...owners]
      .map(
        ([owner, count]): OwnerAtWork => ({
          ...{ owner, running: count, waiting: waiting.get(owner) ?? 0 },
        }),
      )
      .sort((a, b) => b.running - a.running || (a.owner < b.owner ? -1 : 1));
    const seen = [...waiting.values()].reduce((sum, count) => sum + count, 0);
    return { items: items.slice(0, limit), isAll: items.length <= limit && seen < maxJobs };
  }
  return { keyHolds, ownersAtWork };
}
