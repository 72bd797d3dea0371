import { closeSync, fdatasync, openSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { outage } from "../../errors.ts";

/**
 * Flushes the write-ahead log of a SQLite database to the disk, in Node's thread pool. With
 * `synchronous = normal` SQLite keeps the file consistent and flushes nothing at a commit: a commit
 * survives a loss of power once `sync` has resolved.
 */
export type DiskSync = {
  /**
   * Resolves when every commit before the call is on disk; rejects with `unavailable` when the disk
   * reports an error. One call at a time.
   */
  sync: () => Promise<void>;
  close: () => void;
};

/**
 * Makes the sync of the database at `path`, which does nothing for `:memory:`. `checkpoint` moves
 * the whole write-ahead log into the database's file and waits for the disk.
 */
export function createDiskSync({
  path,
  checkpoint,
}: {
  path: string;
  checkpoint: () => void;
}): DiskSync {
  let log: number | undefined;
  let failed = false;

  return {
    async sync() {
      if (path === ":memory:") return;
      try {
        // After an error the system may have dropped what it failed to write, and report success at
        // the next flush: only writing everything again is safe.
        if (failed) checkpoint();
        log ??= openSync(`${path}-wal`, "r+");
        await flush(log);
        failed = false;
      } catch (error) {
        failed = true;
        throw outage("The disk does not confirm what was written", error);
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

/** Moves the whole write-ahead log of `sqlite` into its file; throws while it is being read. */
export function checkpointLog(sqlite: DatabaseSync): void {
  if (sqlite.prepare("pragma wal_checkpoint(truncate)").get()?.busy !== 0)
    throw new Error("the log is in use");
}
