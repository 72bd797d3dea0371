import type { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { outageOf } from "./outage-of.ts";

/** Milliseconds between two tries to open a file that another process has locked. */
const retryMs = 20;
/** Milliseconds for which that is tried: another process may be changing the schema. */
const openTimeoutMs = 10_000;

/**
 * NORMAL keeps the file whole; what makes a commit survive a loss of power before it is
 * acknowledged is the writer's loop. The rest trades memory for speed; cache sizes are in KiB.
 */
const writerSettings = `
pragma journal_mode = wal;
pragma synchronous = normal;
pragma cache_size = -8192;
pragma temp_store = memory;
pragma wal_autocheckpoint = 4000;
pragma journal_size_limit = 67108864;
`;
const readerSettings = `
pragma query_only = on;
pragma cache_size = -4096;
pragma temp_store = memory;
`;

type Prepare = (sqlite: DatabaseSync) => void;

/** Opens the writer's connection and brings the file to the newest schema. */
export async function openForWriting(database: Database, prepare: Prepare): Promise<void> {
  await retried(() =>
    database.open((sqlite) => {
      sqlite.exec(writerSettings);
      prepare(sqlite);
      migrate(sqlite);
      sqlite.exec("pragma wal_checkpoint(passive)");
    }),
  );
}

/** Opens a connection that reads what the writer has committed; does nothing when it is open. */
export function openForReading(database: Database, prepare: Prepare): void {
  database.open((sqlite) => {
    sqlite.exec(readerSettings);
    prepare(sqlite);
  });
}

/**
 * Turning on the write-ahead log does not wait for locks by itself: when several processes start at
 * once, the later ones try again.
 */
async function retried(work: () => void): Promise<void> {
  const end = performance.now() + openTimeoutMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (outageOf(error) === undefined || performance.now() > end) throw error;
      await wait(retryMs);
    }
  }
}
