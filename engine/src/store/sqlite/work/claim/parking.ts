import { turnOf } from "../../../steps/turn.ts";
import type { JobRow } from "../../commit/rows.ts";
import { createUnparkOwner } from "../../commit/unpark-owner.ts";
import type { Database } from "../../connection/database.ts";
import { createCountAtWork } from "../count-at-work.ts";

/** Whether two of the limits of a job have room. */
type Fits = { fitsKey: boolean; fitsOwner: boolean };

/**
 * Parks queued jobs that may not start: workers are not offered them until a job of the same
 * concurrency key, or owner, makes room. So a long line behind a full limit is walked once and not
 * by each claim.
 */
export function createParking(database: Database) {
  const countAtWork = createCountAtWork(database);
  const mark = database.statement("update standings set parked = ? where job = ?");
  const note = database.statement("insert into parked_by_owner values (?, ?, ?, ?, ?)");
  const unparkKey = database.statement(`update standings set parked = 0 where job = (
    select job from standings where state = 'queued' and parked = 1 and concurrencyKey = ?
    order by turn, job limit 1)`);
  const unparkOwner = createUnparkOwner(database);
  let offered = false;

  /** The concurrency keys of some candidates. */
  function keysOf() {
    const used = new Map<string, number>();
    const atWork = (key: string) => used.get(key) ?? countAtWork(key);
    return {
      fits: ({ concurrencyKey: key, concurrencyLimit }: JobRow) =>
        key === null || atWork(key) < (concurrencyLimit ?? 1),
      take({ concurrencyKey: key }: JobRow) {
        if (key !== null) used.set(key, atWork(key) + 1);
      },
    };
  }

  /**
   * Parks a job for a limit without room. It may have been offered for room in its other limit,
   * which the next one parked there is then offered.
   */
  function park(row: JobRow, { fitsKey, fitsOwner }: Fits): void {
    const { no, createdBy, queue, priority, concurrencyKey } = row;
    if (!fitsKey) {
      mark.run(1, no);
      if (fitsOwner) offered = unparkOwner(createdBy, 1) > 0 || offered;
      return;
    }
    mark.run(2, no);
    note.run(createdBy, turnOf(row), no, queue, priority);
    if (concurrencyKey !== null) offered = unparkKey.run(concurrencyKey) > 0 || offered;
  }

  /** Whether jobs were offered again since this was asked before. */
  function hasOffered(): boolean {
    const was = offered;
    offered = false;
    return was;
  }
  return { keysOf, park, hasOffered };
}
