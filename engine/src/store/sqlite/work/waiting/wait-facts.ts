import type { SQLOutputValue } from "node:sqlite";
import type { RunKind } from "@formwork/contracts/run";
import type { Store } from "../../../store.ts";
import { wholeColumns } from "../../commit/rows.ts";
import type { Database } from "../../connection/database.ts";

type Row = {
  no: number;
  kind: RunKind;
  /** The kind under which workers claim it. */
  claimKind: string;
  queue: string;
  createdBy: string;
  state: string;
  parked: number;
  turn: number;
  concurrencyKey: string | null;
  concurrencyLimit: number | null;
};

/** What the reader knows of why a job has not started; `job` has the values of `wholeColumns`. */
export type FoundWait = Pick<
  NonNullable<Awaited<ReturnType<Store["waitFacts"]>>>,
  "kind" | "ahead" | "parkedFor" | "openTargets" | "key" | "keyHolders"
> & { job: SQLOutputValue[] };

type Wanted = Parameters<Store["waitFacts"]>[0];
type Id = { id: string };

/** Finds why a job has not started. Each count ends at its limit, however long the line is. */
export function createWaitFacts(database: Database) {
  const whole = database.statement(
    `select ${wholeColumns} from jobs j join standings s on s.job = j.no
     where j.id = ? and s.deletedPosition is null`,
  );
  const byId = database.statement<Row>(
    `select j.no, j.kind, s.kind as claimKind, j.queue, j.createdBy, s.state, s.parked, s.turn, j.concurrencyKey,
       j.concurrencyLimit
     from jobs j join standings s on s.job = j.no where j.id = ? and s.deletedPosition is null`,
  );
  const inLine = counting(
    `standings indexed by standings_in_line
     where state = 'queued' and parked = 0 and kind = ? and queue = ? and (turn, job) < (?, ?)`,
  );
  const behindKey = counting(
    `standings indexed by standings_parked
     where state = 'queued' and parked = 1 and concurrencyKey = ? and (turn, job) < (?, ?)`,
  );
  const behindOwner = counting("parked_by_owner where owner = ? and (turn, job) < (?, ?)");
  const targets = database.statement<Id>(
    "select target as id from dependencies where job = ? and outcome is null",
  );
  const holders = database.statement<Id>(
    `select j.id from standings s indexed by standings_at_work join jobs j on j.no = s.job
     where s.state = 'running' and s.concurrencyKey = ?1
     union all select j.id from endings e join jobs j on j.no = e.job
     where e.concurrencyKey = ?1 limit ?2`,
  );

  function counting(source: string) {
    return database.statement<{ count: number }>(
      `select count(*) as count from (select 1 from ${source} limit ?)`,
    );
  }

  function aheadOf(
    { claimKind, queue, createdBy, concurrencyKey, turn, no, ...row }: Row,
    most: number,
  ) {
    if (row.state !== "queued") return null;
    if (row.parked === 1) return behindKey.get(concurrencyKey, turn, no, most)?.count ?? 0;
    if (row.parked === 2) return behindOwner.get(createdBy, turn, no, most)?.count ?? 0;
    return inLine.get(claimKind, queue, turn, no, most)?.count ?? 0;
  }

  return ({ id, maxAhead, maxHolders }: Wanted): FoundWait | null => {
    const row = byId.get(id);
    const [job] = row === undefined ? [] : whole.values(id);
    if (row === undefined || job === undefined) return null;
    const { concurrencyKey: name, concurrencyLimit } = row;
    return {
      job,
      kind: row.kind,
      ahead: aheadOf(row, maxAhead + 1),
      parkedFor: ([null, "key", "owner"] as const)[row.parked] ?? null,
      openTargets: targets.all(row.no).map((target) => target.id),
      key: name === null ? null : { name, limit: concurrencyLimit ?? 1 },
      keyHolders: name === null ? [] : holders.all(name, maxHolders).map((holder) => holder.id),
    };
  };
}
