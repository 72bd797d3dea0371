import { LRUCache } from "lru-cache";
import type { Table, Versioned } from "../../store/table.ts";
import type { Level } from "../levels.ts";
import { emptyRow, keyOf, type NumbersRow, type Series } from "../number-tables.ts";

/** Rows that are kept in memory between two writes; a full one has some 50 KB. */
const maxKnown = 300;
/** Rows that are written at once: a commit of SQLite, or as many statements of MongoDB. */
const maxAtOnce = 20;

/** A row to change: its place, and what it becomes; null where that cannot be told. */
export type RowChange = {
  level: Level;
  span: number;
  series: Series;
  change: (row: NumbersRow) => NumbersRow | null;
};

/** Changes rows, of which it keeps those that were changed last. */
export type RowWriter = {
  /**
   * Changes rows; false as soon as another process has changed one of them meanwhile, or it cannot
   * be told what one becomes.
   */
  write: (changes: RowChange[]) => Promise<boolean>;
  /** Returns a row as it is stored; an empty one where there is none. */
  read: (row: Pick<RowChange, "level" | "span" | "series">) => Promise<NumbersRow>;
};

/** Makes a writer. It is to be given up once another process has changed a row meanwhile. */
export function createRowWriter(table: Table<NumbersRow>): RowWriter {
  const known = new LRUCache<string, Versioned<NumbersRow>>({ max: maxKnown });

  async function find(key: string): Promise<Versioned<NumbersRow> | null> {
    return known.get(key) ?? (await table.get({ key }));
  }

  async function writeOne({ level, span, series, change }: RowChange): Promise<boolean> {
    const key = keyOf(level, span, series);
    const found = await find(key);
    const before = found?.row ?? emptyRow(level, span, series);
    const row = change(before);
    if (row === null) return false;
    if (row === before) return true;
    const version = found?.version ?? 0;
    const { outcome } =
      found === null ? await table.insert({ row }) : await table.replaceIf({ row, version });
    if (outcome === "stored") known.set(key, { row, version: version + 1 });
    return outcome === "stored";
  }

  return {
    async write(changes) {
      for (let start = 0; start < changes.length; start += maxAtOnce) {
        const some = changes.slice(start, start + maxAtOnce);
        if ((await Promise.all(some.map(writeOne))).includes(false)) return false;
      }
      return true;
    },
    read: async ({ level, span, series }) =>
      (await find(keyOf(level, span, series)))?.row ?? emptyRow(level, span, series),
  };
}
