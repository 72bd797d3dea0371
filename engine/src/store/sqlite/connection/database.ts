import {
  DatabaseSync,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementSync,
} from "node:sqlite";
import { checkpointLog } from "../../../runtime/disk-sync.ts";
import { makeOwnerOnly } from "../../../runtime/owner-only.ts";
import { rowMaker } from "./row-maker.ts";

/**
 * One connection, used by one thread. Its statements are prepared when first used, and again after
 * it was closed and opened.
 */
export type Database = {
  /** Opens the connection and runs `prepare` on it; leaves it closed when that throws. */
  open: (prepare?: (sqlite: DatabaseSync) => void) => void;
  close: () => void;
  exec: (sql: string) => void;
  /** A fixed question: prepared once. */
  statement: <Row = never>(sql: string) => Statement<Row>;
  /** A question put together for one call. */
  query: <Row>(sql: string, values: SQLInputValue[]) => Row[];
  /** The same, with each row as the values of its columns. */
  queryValues: (sql: string, values: SQLInputValue[]) => SQLOutputValue[][];
  inTransaction: () => boolean;
  /** Puts all of the write-ahead log into the file itself, waiting for the disk. */
  checkpointLog: () => void;
};

export type Statement<Row> = {
  get: (...values: SQLInputValue[]) => Row | undefined;
  all: (...values: SQLInputValue[]) => Row[];
  /** Returns rows as the values of their columns, which cross between threads at half the cost. */
  values: (...values: SQLInputValue[]) => SQLOutputValue[][];
  /** Runs it; returns the number of rows changed. */
  run: (...values: SQLInputValue[]) => number;
  /** Runs an insert; returns the row id that SQLite gave. */
  insert: (...values: SQLInputValue[]) => number;
};

/** Milliseconds a statement waits for the lock of another process; a request waits no longer. */
const lockTimeoutMs = 2500;

/** Makes a connection to the file at `path`, closed until `open`. */
export function createDatabase(path: string, options: { readOnly?: boolean } = {}): Database {
  const sqlite = new DatabaseSync(path, { ...options, open: false, timeout: lockTimeoutMs });
  const prepared = new Map<string, Prepared>();

  function ready(sql: string): Prepared {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = prepare(sqlite, sql);
    prepared.set(sql, fresh);
    return fresh;
  }
  return {
    open(prepareConnection) {
      if (sqlite.isOpen) return;
      if (!options.readOnly) makeOwnerOnly(path);
      sqlite.open();
      try {
        prepareConnection?.(sqlite);
      } catch (error) {
        sqlite.close();
        throw error;
      }
    },
    close() {
      prepared.clear();
      if (sqlite.isOpen) sqlite.close();
    },
    exec: (sql) => ready(sql).statement.run(),
    // The schema makes the types of rows true.
    statement: <Row>(sql: string) => ({
      get: (...values) => ready(sql).rows(values)[0] as Row | undefined,
      all: (...values) => ready(sql).rows(values) as Row[],
      values: (...values) => ready(sql).values(values),
      run: (...values) => Number(ready(sql).statement.run(...values).changes),
      insert: (...values) => Number(ready(sql).statement.run(...values).lastInsertRowid),
    }),
    query: <Row>(sql: string, values: SQLInputValue[]) =>
      prepare(sqlite, sql).rows(values) as Row[],
    queryValues: (sql, values) => prepare(sqlite, sql).values(values),
    inTransaction: () => sqlite.isOpen && sqlite.isTransaction,
    checkpointLog: () => checkpointLog(sqlite),
  };
}

type Prepared = {
  statement: StatementSync;
  values: (values: SQLInputValue[]) => SQLOutputValue[][];
  rows: (values: SQLInputValue[]) => Record<string, SQLOutputValue>[];
};

/**
 * SQLite's own row objects are dictionaries, slow to make and to copy; arrays turned into plain
 * objects take a third of the time.
 */
function prepare(sqlite: DatabaseSync, sql: string): Prepared {
  const statement = sqlite.prepare(sql, { returnArrays: true });
  const rowOf = rowMaker(statement.columns().map((column) => column.name));
  // With `returnArrays` rows are arrays, which the types of node:sqlite do not know.
  const values = (given: SQLInputValue[]) =>
    statement.all(...given) as unknown as SQLOutputValue[][];
  return { statement, values, rows: (given) => values(given).map((row) => rowOf(row)) };
}
