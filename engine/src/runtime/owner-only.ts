import { chmodSync, closeSync, openSync } from "node:fs";

/** What SQLite writes beside a database takes its mode, but for what was there before. */
const suffixes = ["", "-wal", "-shm", "-journal"];

/**
 * Makes the file of a database that only its owner may read, or makes it so: it holds what everybody
 * has entered. A file of another owner stays as it is; `:memory:` is none.
 */
export function makeOwnerOnly(path: string): void {
  if (path === "" || path === ":memory:") return;
  closeSync(openSync(path, "a", 0o600));
  for (const suffix of suffixes) {
    try {
      chmodSync(path + suffix, 0o600);
    } catch {
      // It is not there, or belongs to another user.
    }
  }
}
