import { outage } from "../../errors.ts";
import { systemClock } from "../../runtime/clock.ts";
import { createSqliteStore } from "../../store/sqlite/sqlite.ts";
import type { Table } from "../../store/table.ts";
import { type RateRow, ratesTable } from "../rate-table.ts";

/** The table of buckets of a store in memory, which counts its writes and can be away. */
export type RateTable = Pick<Table<RateRow>, "get" | "insert" | "replaceIf"> & {
  /** How many writes were asked for. */
  writes: () => number;
  /** Makes every call fail as if the store were away, or answer again. */
  fails: (away: boolean) => void;
  close: () => Promise<void>;
};

/** Opens a store in memory and returns its table of buckets. */
export async function aRateTable(): Promise<RateTable> {
  const store = createSqliteStore({ path: ":memory:", clock: systemClock });
  const rows = store.table(ratesTable);
  await store.open();
  let writes = 0;
  let isAway = false;

  function count(written: number): void {
    if (isAway) throw outage("The database is away", new Error("test"));
    writes += written;
  }
  return {
    writes: () => writes,
    fails(away) {
      isAway = away;
    },
    close: () => store.close(),
    async get(where) {
      count(0);
      return rows.get(where);
    },
    async insert(params) {
      count(1);
      return rows.insert(params);
    },
    async replaceIf(params) {
      count(1);
      return rows.replaceIf(params);
    },
  };
}
