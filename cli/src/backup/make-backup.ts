import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  copyDatabase,
  type DatabaseFacts,
  readDatabaseFacts,
} from "@formwork/engine/store/sqlite/database-file";
import { endWith } from "../exit-codes.ts";
import { pack } from "./archive.ts";
import type { Places } from "./places.ts";

/** What a backup says of itself, in its file `backup.json`. */
export type BackupNote = DatabaseFacts & {
  /** RFC 3339: every job that was acknowledged before is in the backup. */
  at: string;
  /** Whether keys and secrets of `etc` are in it. */
  hasKeys: boolean;
};

/**
 * Writes a backup of an installation to one file, also while that runs. It holds the log of events as
 * of a moment before the database: readers then begin anew, where the other order would show them
 * events of which the database knows nothing.
 */
export async function makeBackup(
  places: Places,
  { file, withKeys, now }: { file: string; withKeys: boolean; now: () => Date },
): Promise<BackupNote> {
  if (!existsSync(places.database)) endWith("usage", `There is no database ${places.database}`);
  const target = resolve(file);
  // Beside the file: there has to be room for it, and a rename stays on one disk.
  const folder = mkdtempSync(join(dirname(target), ".formwork-backup-"));
  try {
    chmodSync(folder, 0o700);
    if (existsSync(places.log)) await copyDatabase(places.log, join(folder, "bus.db"));
    const at = now().toISOString();
    const database = join(folder, "formwork.db");
    await copyDatabase(places.database, database);
    const hasKeys = withKeys && existsSync(places.etc);
    if (hasKeys) cpSync(places.etc, join(folder, "etc"), { recursive: true });
    const note = { at, ...readDatabaseFacts(database), hasKeys };
    writeFileSync(join(folder, "backup.json"), `${JSON.stringify(note)}\n`);
    const archive = `${target}.part`;
    // Made first: the archive then keeps the permissions that only its owner has.
    writeFileSync(archive, "", { mode: 0o600 });
    chmodSync(archive, 0o600);
    for (const left of ["formwork.db", "bus.db"])
      for (const end of ["-wal", "-shm"]) rmSync(join(folder, left + end), { force: true });
    await pack(folder, archive);
    renameSync(archive, target);
    return note;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${target}.part`, { force: true });
  }
}
