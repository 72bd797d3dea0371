import { randomBytes } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { FormworkEvent } from "@formwork/contracts/events/events";
import { createDiskSync, rewriteLog } from "../../runtime/disk-sync.ts";

/**
 * The local bus's log on disk: events in order, numbered from 1 without holes. Several share a row,
 * because a row is what costs.
 */
export type EventLog = {
  /** Made with the file: a log that was wiped and begun anew has another one. */
  id: string;
  /** Number of the newest event that is safe; 0 before the first. */
  end: () => number;
  /** Events numbered above this are all still there. */
  floor: () => number;
  /** Appends rows of events in one commit; resolved when it is safe. One call at a time. */
  append: (params: { rows: Row[]; at: number }) => Promise<void>;
  /** The next events after number `after`: about `most` of them, none at the log's end. */
  read: (params: { after: number; most: number }) => FormworkEvent[];
  /**
   * Drops some of the oldest rows written before `before`, never the newest row, which keeps the
   * count; answers how many.
   */
  prune: (params: { before: number }) => number;
  /** Bytes in use. */
  size: () => number;
  close: () => void;
};

/**
 * Events as they are stored: a list of JSON, deflated. They are so much alike that a twentieth is
 * left, which is quicker made than written.
 */
export type Row = { count: number; packed: Uint8Array };

/** Small enough to be read as one page, large enough that 20,000 events a second are 80 rows. */
const eventsPerRow = 256;
const rowsPerPrune = 64;

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA wal_checkpoint(PASSIVE);
  CREATE TABLE IF NOT EXISTS log (id TEXT PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS packs (first INTEGER PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL, events BLOB NOT NULL) STRICT;
`;

/** Opens the log at `path` (`:memory:` for one that is gone with the process), or begins it. */
export function openEventLog({ path }: { path: string }): EventLog {
  const db = new DatabaseSync(path);
  const disk = createDiskSync({ path, rewrite: () => rewriteLog(db) });
  db.exec(schema);
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
      AND first IN (SELECT first FROM (SELECT first, at FROM packs ORDER BY first LIMIT ${rowsPerPrune}) WHERE at < ?)`);
  let written = number(newest.get()?.end);
  let end = written;

  return {
    id,
    end: () => end,
    floor: () => number(oldest.get()?.floor),
    async append({ rows, at }) {
      let next = written;
      inTransaction(db, () => {
        for (const { count, packed } of rows) {
          insert.run(next + 1, count, at, packed);
          next += count;
        }
      });
      written = next;
      await disk.sync();
      end = written;
    },
    read({ after, most }) {
      const events: FormworkEvent[] = [];
      for (const row of page.iterate(after + 1, end)) {
        events.push(...unpacked(row.events).slice(Math.max(0, after + 1 - number(row.first))));
        if (events.length >= most) break;
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

function logId(db: DatabaseSync): string {
  db.prepare("INSERT INTO log (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM log)").run(
    randomBytes(6).toString("hex"),
  );
  return String(db.prepare("SELECT id FROM log").get()?.id);
}

/** Packs events into rows. */
export function rowsOf(events: FormworkEvent[]): Row[] {
  return Array.from({ length: Math.ceil(events.length / eventsPerRow) }, (_, index) => {
    const some = events.slice(index * eventsPerRow, (index + 1) * eventsPerRow);
    return { count: some.length, packed: deflateRawSync(JSON.stringify(some), { level: 1 }) };
  });
}

function unpacked(events: unknown): FormworkEvent[] {
  // Rows hold what `rowsOf` has packed.
  return JSON.parse(inflateRawSync(events as Uint8Array).toString()) as FormworkEvent[];
}

function inTransaction(db: DatabaseSync, work: () => void): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    work();
    db.exec("COMMIT");
  } catch (error) {
    // A full disk may have rolled back already; a second ROLLBACK would hide the reason.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function pragma(db: DatabaseSync, name: "page_count" | "freelist_count" | "page_size"): number {
  return number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** A number of a row; 0 where there is no row. */
function number(value: unknown): number {
  return Number(value ?? 0);
}
