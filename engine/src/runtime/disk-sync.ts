import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";

/**
 * Makes a SQLite database in WAL mode wait for the disk. With `synchronous = normal` SQLite itself
 * only keeps the file whole; a commit survives a loss of power once the log it was written to is on
 * disk. Errors have the name `diskRefusal`.
 */
export type DiskSync = {
  /** Resolves when everything committed before is on disk. One call at a time. */
  sync: () => Promise<void>;
  /** The same, on this thread: quicker where nothing else is to be done meanwhile. */
  syncNow: () => void;
  close: () => void;
};

/** `name` of an error that says that the disk did not confirm what was written. */
export const diskRefusal = "DiskRefusal";

/**
 * Watches over the database at `path`. `checkpoint` puts all of the log into the database's own file,
 * waiting for the disk.
 */
export function createDiskSync({
  path,
  checkpoint,
}: {
  path: string;
  checkpoint: () => void;
}): DiskSync {
  const inMemory = path === ":memory:";
  let log: number | undefined;
  let doubtful = false;

  /** The log's file, ready to be synced. */
  function prepare(): number {
    // A disk that has failed may have dropped what it then claims to have: only writing it again is
    // sure.
    if (doubtful) checkpoint();
    log ??= openSync(`${path}-wal`, "r+");
    return log;
  }
  function refuse(cause: unknown): never {
    doubtful = true;
    const error = new Error("The disk does not confirm what was written", { cause });
    throw Object.assign(error, { name: diskRefusal });
  }
  return {
    async sync() {
      if (inMemory) return;
      try {
        await flush(prepare());
        doubtful = false;
      } catch (error) {
        refuse(error);
      }
    },
    syncNow() {
      if (inMemory) return;
      try {
        fdatasyncSync(prepare());
        doubtful = false;
      } catch (error) {
        refuse(error);
      }
    },
    close() {
      if (log !== undefined) closeSync(log);
      log = undefined;
    },
  };
}

function flush(file: number): Promise<void> {
  return new Promise((resolve, reject) =>
    fdatasync(file, (error) => (error === null ? resolve() : reject(error))),
  );
}

/** Puts all of the log of `sqlite` into its own file. */
export function checkpointLog(sqlite: DatabaseSync): void {
  if (sqlite.prepare("pragma wal_checkpoint(truncate)").get()?.busy !== 0)
    throw new Error("the log is in use");
}
