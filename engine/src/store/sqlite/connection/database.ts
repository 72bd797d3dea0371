import {
  DatabaseSync,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementSync,
} from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { DomainError } from "../../../errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { createDiskSync, rewriteLog } from "../../../runtime/disk-sync.ts";
import { migrate } from "./migrate.ts";
import { asRefusal } from "./outage.ts";

/**
 * One connection. Its statements are prepared when first used, and again after it was closed and
 * opened.
 */
export type Database = {
  open: () => Promise<void>;
  close: () => void;
  exec: (sql: string) => void;
  /** A fixed question: prepared once. */
  statement: <Row = never>(sql: string) => Statement<Row>;
  /** A question put together for one call. */
  query: <Row>(sql: string, values: SQLInputValue[]) => Row[];
  /** Answers from the last commit, once the disk has it; outages become `unavailable`. */
  read: <T>(work: () => T) => Promise<T>;
  /** Waits until the disk has every commit. */
  sync: () => Promise<void>;
  inTransaction: () => boolean;
};

export type Statement<Row> = {
  get: (...values: SQLInputValue[]) => Row | undefined;
  all: (...values: SQLInputValue[]) => Row[];
  /** Runs it; answers the number of rows changed. */
  run: (...values: SQLInputValue[]) => number;
  /** Runs an insert; answers the number SQLite gave the row. */
  insert: (...values: SQLInputValue[]) => number;
};

/** Milliseconds a write waits for that of another process. */
const patience = 5000;

/**
 * NORMAL keeps the file whole; what makes a commit durable before it is acknowledged (R1) is
 * `sync`. The rest trades memory for speed.
 */
const settings = `
pragma journal_mode = wal;
pragma synchronous = normal;
pragma cache_size = -65536;
pragma temp_store = memory;
pragma wal_autocheckpoint = 4000;
`;

/** A connection to the file at `path`, closed until `open`. */
export function createDatabase({ path, clock }: { path: string; clock: Clock }): Database {
  const sqlite = new DatabaseSync(path, { open: false, timeout: patience });
  const prepared = new Map<string, Prepared>();
  const disk = createDiskSync({ path, rewrite: () => rewriteLog(sqlite) });

  function ready(sql: string): Prepared {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = prepare(sqlite, sql);
    prepared.set(sql, fresh);
    return fresh;
  }
  let safe: unknown;
  const changes = () => ready("select total_changes() as sum").rows([])[0]?.sum;
  return {
    open: async () => {
      if (!sqlite.isOpen) await retried(() => start(sqlite, clock), clock.monotonic);
    },
    close() {
      prepared.clear();
      disk.close();
      safe = undefined;
      if (sqlite.isOpen) sqlite.close();
    },
    exec: (sql) => ready(sql).statement.run(),
    // What makes the types of rows true is the schema.
    statement: <Row>(sql: string) => ({
      get: (...values) => ready(sql).rows(values)[0] as Row | undefined,
      all: (...values) => ready(sql).rows(values) as Row[],
      run: (...values) => Number(ready(sql).statement.run(...values).changes),
      insert: (...values) => Number(ready(sql).statement.run(...values).lastInsertRowid),
    }),
    query: <Row>(sql: string, values: SQLInputValue[]) =>
      prepare(sqlite, sql).rows(values) as Row[],
    async read(work) {
      try {
        const answer = work();
        await disk.underWay();
        return answer;
      } catch (error) {
        throw asRefusal(error);
      }
    },
    async sync() {
      const written = changes();
      if (written === safe) return;
      await disk.sync();
      safe = written;
    },
    inTransaction: () => sqlite.isOpen && sqlite.isTransaction,
  };
}

/**
 * Opens a connection ready for work, or leaves it closed. What a killed process had not made safe
 * yet is made so before anybody reads it.
 */
function start(sqlite: DatabaseSync, clock: Clock): void {
  sqlite.open();
  try {
    sqlite.exec(settings);
    sqlite.function("holds", { deterministic: true, varargs: true }, holds);
    migrate(sqlite, clock);
    sqlite.exec("pragma wal_checkpoint(passive)");
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

type Prepared = {
  statement: StatementSync;
  rows: (values: SQLInputValue[]) => Record<string, SQLOutputValue>[];
};

/**
 * SQLite's own objects are slow to make and to copy, being dictionaries; arrays turned into plain
 * objects take a third of the time.
 */
function prepare(sqlite: DatabaseSync, sql: string): Prepared {
  const statement = sqlite.prepare(sql, { returnArrays: true });
  const rowOf = rowMaker(statement.columns().map((column) => column.name));
  // With `returnArrays` rows are arrays, which the types of node:sqlite do not know.
  return {
    statement,
    rows: (values) => (statement.all(...values) as unknown as SQLOutputValue[][]).map(rowOf),
  };
}

/**
 * Makes the function that gives values their names. Written out as a literal, since an object that
 * gets more than a dozen keys one by one becomes a dictionary too. The text holds nothing but the
 * names of columns, quoted.
 */
function rowMaker(names: string[]): (values: SQLOutputValue[]) => Record<string, SQLOutputValue> {
  const fields = names.map((name, index) => `${JSON.stringify(name)}: values[${index}]`);
  // It does what the text says.
  return new Function("values", `return { ${fields.join(", ")} };`) as ReturnType<typeof rowMaker>;
}

/**
 * Turning on the write-ahead log does not wait for locks by itself: when several processes start at
 * once, the later ones ask again.
 */
async function retried(work: () => void, monotonic: () => number): Promise<void> {
  const end = monotonic() + patience;
  for (;;) {
    try {
      return work();
    } catch (error) {
      const refusal = asRefusal(error);
      if (!(refusal instanceof DomainError) || refusal === error || monotonic() > end)
        throw refusal;
      await wait(20);
    }
  }
}

/**
 * SQL's `holds(part, text, …)`: whether one of the texts has the lower-case `part` in it, in any
 * case and alphabet.
 */
function holds(part: unknown, ...texts: unknown[]): number {
  return texts.some((text) => String(text).toLowerCase().includes(String(part))) ? 1 : 0;
}
