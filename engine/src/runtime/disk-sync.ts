import { closeSync, fdatasync, openSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { outage } from "../errors.ts";

/**
 * Makes a SQLite database in WAL mode wait for the disk beside the main thread. With `synchronous =
 * normal` SQLite itself only sees to it that the file stays whole; a commit is safe from a loss of
 * power once the log it was written to is, which is what `full` waits for inside of each commit.
 */
export type DiskSync = {
  /**
   * Resolves when everything committed before is safe; rejects with `unavailable` when that is not
   * known. One at a time.
   */
  sync: () => Promise<void>;
  /** The wait that is under way. */
  underWay: () => Promise<void> | undefined;
  close: () => void;
};

/**
 * Watches over the database at `path`. `rewrite` puts all of the log into the database's own file,
 * waiting for the disk.
 */
export function createDiskSync({ path, rewrite }: { path: string; rewrite: () => void }): DiskSync {
  const inMemory = path === ":memory:";
  let log: number | undefined;
  let waiting: Promise<void> | undefined;
  let doubtful = false;

  async function flushLog(): Promise<void> {
    try {
      // Once the disk has failed, it may have dropped what it then claims to have: only writing it
      // again is sure.
      if (doubtful) rewrite();
      log ??= openSync(`${path}-wal`, "r+");
      await flush(log);
      doubtful = false;
    } catch (error) {
      doubtful = true;
      throw outage("The disk does not confirm what was written", error);
    }
  }
  return {
    async sync() {
      if (inMemory) return;
      waiting = flushLog();
      await waiting.finally(() => {
        waiting = undefined;
      });
    },
    underWay: () => waiting,
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
export function rewriteLog(sqlite: DatabaseSync): void {
  if (sqlite.prepare("pragma wal_checkpoint(truncate)").get()?.busy !== 0)
    throw new Error("the log is in use");
}
