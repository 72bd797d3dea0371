import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { renewLogId } from "@formwork/engine/bus/local/log-file";
import { makeFolder } from "@formwork/engine/runtime/make-folder";
import { newestSchema, readDatabaseFacts } from "@formwork/engine/store/sqlite/database-file";
import { withAudit } from "../care/with-audit.ts";
import { endWith } from "../exit-codes.ts";
import { lockHome, openHome } from "../home.ts";
import { unpack } from "./archive.ts";
import type { BackupNote } from "./make-backup.ts";
import type { Places } from "./places.ts";

/**
 * What a restore did. `jobsBefore`: null where there was no database, or none that can be read.
 * `aside`: where the files of before are now; null where there were none.
 */
export type Restored = {
  note: BackupNote;
  jobsBefore: number | null;
  aside: string | null;
  /** Whether the audit log says so. */
  recorded: boolean;
};

/**
 * Puts a backup in the place of what an installation has, which is moved aside and not deleted. Refuses
 * while Formwork runs there, and a backup that this version cannot read, before anything is changed.
 */
export async function restoreBackup(
  places: Places,
  { file, now }: { file: string; now: () => Date },
): Promise<Restored> {
  if (!existsSync(file)) endWith("usage", `There is no file ${file}`);
  const lock = lockHome(openHome(places.home));
  makeFolder(dirname(places.database));
  const folder = mkdtempSync(join(dirname(places.database), ".formwork-restore-"));
  try {
    await unpack(resolve(file), folder);
    const note = readNote(folder);
    const jobsBefore = jobsIn(places.database);
    const log = join(folder, "bus.db");
    if (existsSync(log)) renewLogId(log);
    const stamp = now().toISOString().replaceAll(":", "-");
    const aside = putAside(places, note, join(places.home, `replaced-${stamp}`));
    move(join(folder, "formwork.db"), places.database);
    if (existsSync(log)) move(log, places.log);
    if (note.hasKeys) {
      move(join(folder, "etc"), places.etc);
      chmodSync(places.etc, 0o700);
    }
    const recorded = await record(places, note, basename(file));
    return { note, jobsBefore, aside, recorded };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    lock.release();
  }
}

/** Adds the restore to the audit log that was restored; the restore itself is done. */
async function record({ database }: Places, { at }: BackupNote, file: string): Promise<boolean> {
  const difference = [{ field: "asOf", after: at }];
  const opened = { url: `sqlite:${database}`, file: database };
  return withAudit(opened, async (store) => {
    await store.record("installation.restore", { target: `backup:${file}`, difference });
    return true;
  }).catch(() => false);
}

/** Counts the jobs of a database; null where there is none, or it cannot be read. */
function jobsIn(database: string): number | null {
  try {
    return existsSync(database) ? readDatabaseFacts(database).jobs : null;
  } catch {
    return null; // It may be why the backup is needed.
  }
}

/** Moves a file or folder, also to another disk. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    cpSync(from, to, { recursive: true });
    rmSync(from, { recursive: true });
  }
}

function readNote(folder: string): BackupNote {
  const [file, database] = [join(folder, "backup.json"), join(folder, "formwork.db")];
  if (!existsSync(file) || !existsSync(database))
    endWith("usage", "The file is no backup of Formwork");
  // Written by `makeBackup`.
  const note = JSON.parse(readFileSync(file, "utf8")) as BackupNote;
  const { schema, jobs } = readDatabaseFacts(database);
  if (schema > newestSchema)
    endWith(
      "usage",
      `The backup has schema ${schema}; this Formwork knows ${newestSchema}. Restore it with the newer one.`,
    );
  return { ...note, schema, jobs };
}

/** Moves what the backup replaces to a folder of its own. */
function putAside(places: Places, { hasKeys }: BackupNote, aside: string): string | null {
  const replaced = [
    ...[places.database, places.log].flatMap((file) => [file, `${file}-wal`, `${file}-shm`]),
    ...(hasKeys ? [places.etc] : []),
  ].filter(existsSync);
  if (replaced.length === 0) return null;
  makeFolder(aside, 0o700);
  for (const path of replaced) move(path, join(aside, basename(path)));
  return aside;
}
