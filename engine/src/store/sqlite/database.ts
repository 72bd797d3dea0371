import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { DomainError } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { migrate } from "./migrate.ts";
import { asRefusal } from "./outage.ts";

/** One connection. Its statements are prepared when first used, and again after it was closed and opened. */
export type Database = {
  open: () => Promise<void>;
  close: () => void;
  exec: (sql: string) => void;
  /** A fixed question: prepared once. */
  statement: <Row = never>(sql: string) => Statement<Row>;
  /** A question put together for one call. */
  query: <Row>(sql: string, values: SQLInputValue[]) => Row[];
  /** Answers from the last commit; outages become `unavailable`. */
  read: <T>(work: () => T) => Promise<T>;
  inTransaction: () => boolean;
};

export type Statement<Row> = {
  get: (...values: SQLInputValue[]) => Row | undefined;
  all: (...values: SQLInputValue[]) => Row[];
  /** Runs it; answers the number of rows changed. */
  run: (...values: SQLInputValue[]) => number;
};

/** Milliseconds a write waits for that of another process. */
const patience = 5000;

/** FULL makes each commit durable before it is acknowledged (R1); the rest trades memory for speed. */
const settings = `
pragma journal_mode = wal;
pragma synchronous = full;
pragma cache_size = -65536;
pragma temp_store = memory;
pragma wal_autocheckpoint = 4000;
`;

/** A connection to the file at `path`, closed until `open`. */
export function createDatabase({ path, clock }: { path: string; clock: Clock }): Database {
  const sqlite = new DatabaseSync(path, { open: false, timeout: patience });
  const prepared = new Map<string, StatementSync>();

  function ready(sql: string): StatementSync {
    const known = prepared.get(sql) ?? sqlite.prepare(sql);
    prepared.set(sql, known);
    return known;
  }
  return {
    async open() {
      if (sqlite.isOpen) return;
      await retried(() => {
        if (!sqlite.isOpen) sqlite.open();
        sqlite.exec(settings);
        sqlite.function("holds", { deterministic: true, varargs: true }, holds);
        migrate(sqlite, clock);
      }, clock.monotonic);
    },
    close() {
      prepared.clear();
      if (sqlite.isOpen) sqlite.close();
    },
    exec: (sql) => ready(sql).run(),
    // The one place where rows get their types: what makes them true is the schema.
    statement: <Row>(sql: string) => ({
      get: (...values) => ready(sql).get(...values) as Row | undefined,
      all: (...values) => ready(sql).all(...values) as Row[],
      run: (...values) => Number(ready(sql).run(...values).changes),
    }),
    query: <Row>(sql: string, values: SQLInputValue[]) => sqlite.prepare(sql).all(...values) as Row[],
    async read(work) {
      try {
        return work();
      } catch (error) {
        throw asRefusal(error);
      }
    },
    inTransaction: () => sqlite.isOpen && sqlite.isTransaction,
  };
}

/** Turning on the write-ahead log does not wait for locks by itself: when several processes start at once, the later ones ask again. */
async function retried(work: () => void, monotonic: () => number): Promise<void> {
  const end = monotonic() + patience;
  for (;;) {
    try {
      return work();
    } catch (error) {
      const refusal = asRefusal(error);
      if (!(refusal instanceof DomainError) || refusal === error || monotonic() > end) throw refusal;
      await wait(20);
    }
  }
}

/** SQL's `holds(part, text, …)`: whether one of the texts has the lower-case `part` in it, in any case and alphabet. */
function holds(part: unknown, ...texts: unknown[]): number {
  return texts.some((text) => String(text).toLowerCase().includes(String(part))) ? 1 : 0;
}
