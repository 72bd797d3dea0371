import { randomBytes } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { FormworkEvent } from "@formwork/contracts/events/events";
import { checkpointLog, createDiskSync } from "../../runtime/disk-sync.ts";
import { makeOwnerOnly } from "../../runtime/owner-only.ts";

/**
 * The log of the local bus on disk: events in order, numbered from 1 without holes. Many events
 * share a row, as the cost of writing is per row.
 */
export type EventLog = {
  /** Made with the file: a log that was wiped and made anew has another id. */
  id: string;
  /** Returns the number of the newest event that is on disk; 0 before the first. */
  end: () => number;
  /** Returns the number of the last event dropped: all above it can be read. */
  floor: () => number;
  /**
   * Appends rows in one commit, at the time `at` (milliseconds since 1970); resolves when they are
   * on disk. One call at a time.
   */
  append: (params: { rows: Row[]; at: number }) => Promise<void>;
  /** Returns the events after number `after`: whole rows, until there are `limit` or none left. */
  read: (params: { after: number; limit: number }) => FormworkEvent[];
  /**
   * Drops the oldest rows written before the time `before`, at most 64; returns how many. The
   * newest row stays, as it holds the last number.
   */
  prune: (params: { before: number }) => number;
  /** Returns the bytes in use. */
  size: () => number;
  close: () => void;
};

/**
 * Events as they are stored: a JSON list, deflated. Events are so much alike that a twentieth of
 * the size is left: deflating takes less time than writing the rest would.
 */
export type Row = { count: number; deflated: Uint8Array };

/** Small enough to be read at once, large enough that 20,000 events a second are 80 rows. */
const eventsPerRow = 256;
const maxRowsPerPrune = 64;

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA wal_checkpoint(PASSIVE);
  CREATE TABLE IF NOT EXISTS log (id TEXT PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS packs (first INTEGER PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL, events BLOB NOT NULL) STRICT;
`;

/** Opens the log at `path`, or makes it; `:memory:` makes one that ends with the process. */
export function openEventLog({ path }: { path: string }): EventLog {
  makeOwnerOnly(path);
  const db = new DatabaseSync(path);
  const disk = createDiskSync({ path, checkpoint: () => checkpointLog(db) });
  makeTables(db, path);
  const id = logId(db);
  const insert = db.prepare("INSERT INTO packs (first, count, at, events) VALUES (?, ?, ?, ?)");
  const oldest = db.prepare("SELECT min(first) - 1 AS floor FROM packs");
  const newest = db.prepare(
    "SELECT first + count - 1 AS end FROM packs ORDER BY first DESC LIMIT 1",
  );
  const page = db.prepare(
    "SELECT first, events FROM packs WHERE first >= coalesce((SELECT max(first) FROM packs WHERE first <= ?), 0) AND first <= ? ORDER BY first",
  );
  const drop = db.prepare(`
    DELETE FROM packs WHERE first < (SELECT max(first) FROM packs)
      AND first IN (SELECT first FROM (SELECT first, at FROM packs ORDER BY first LIMIT ${maxRowsPerPrune}) WHERE at < ?)`);
  let written = number(newest.get()?.end);
  let end = written;

  return {
    id,
    end: () => end,
    floor: () => number(oldest.get()?.floor),
    async append({ rows, at }) {
      let next = written;
      inTransaction(db, () => {
        for (const { count, deflated } of rows) {
          insert.run(next + 1, count, at, deflated);
          next += count;
        }
      });
      written = next;
      await disk.sync();
      end = written;
    },
    read({ after, limit }) {
      const events: FormworkEvent[] = [];
      for (const row of page.iterate(after + 1, end)) {
        events.push(...eventsOf(row.events).slice(Math.max(0, after + 1 - number(row.first))));
        if (events.length >= limit) break;
      }
      return events;
    },
    prune: ({ before }) => number(drop.run(before).changes),
    size: () => (pragma(db, "page_count") - pragma(db, "freelist_count")) * pragma(db, "page_size"),
    close() {
      disk.close();
      db.close();
    },
  };
}

/** SQLite does not say which file is damaged. */
function makeTables(db: DatabaseSync, path: string): void {
  try {
    db.exec(schema);
  } catch (error) {
    throw new Error(`The log of events ${path} cannot be used: ${String(error)}`, { cause: error });
  }
}

function logId(db: DatabaseSync): string {
  db.prepare("INSERT INTO log (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM log)").run(
    randomBytes(6).toString("hex"),
  );
  return String(db.prepare("SELECT id FROM log").get()?.id);
}

/** Makes rows of events. */
export function rowsOf(events: FormworkEvent[]): Row[] {
  return Array.from({ length: Math.ceil(events.length / eventsPerRow) }, (_, index) => {
    const some = events.slice(index * eventsPerRow, (index + 1) * eventsPerRow);
    return { count: some.length, deflated: deflateRawSync(JSON.stringify(some), { level: 1 }) };
  });
}

function eventsOf(deflated: unknown): FormworkEvent[] {
  // A row holds what `rowsOf` has deflated.
  return JSON.parse(inflateRawSync(deflated as Uint8Array).toString()) as FormworkEvent[];
}

function inTransaction(db: DatabaseSync, work: () => void): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    work();
    db.exec("COMMIT");
  } catch (error) {
    // SQLite may have rolled back already, as on a full disk; a second ROLLBACK would throw.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function pragma(db: DatabaseSync, name: "page_count" | "freelist_count" | "page_size"): number {
  return number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** Reads a number of a row; 0 where there is no row. */
function number(value: unknown): number {
  return Number(value ?? 0);
}
