import fs from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { checkpointLog, createDiskSync, type DiskSync, diskRefusal } from "./disk-sync.ts";

describe("the wait for the disk", () => {
  const { fdatasync, fdatasyncSync } = fs;
  let folder: string;
  let database: DatabaseSync;
  let disk: DiskSync;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "formwork-disk-"));
    database = new DatabaseSync(join(folder, "a.db"));
    database.exec("pragma journal_mode = wal; pragma synchronous = normal; create table t (a)");
    disk = createDiskSync({
      path: join(folder, "a.db"),
      checkpoint: () => checkpointLog(database),
    });
  });
  afterEach(async () => {
    replace({ fdatasync, fdatasyncSync });
    disk.close();
    database.close();
    await rm(folder, { recursive: true });
  });

  function replace(functions: Partial<typeof fs>): void {
    Object.assign(fs, functions);
    syncBuiltinESMExports();
  }

  /** What a copy of the file has without its log. */
  async function inTheFile(): Promise<unknown[]> {
    await copyFile(join(folder, "a.db"), join(folder, "copy.db"));
    const copy = new DatabaseSync(join(folder, "copy.db"));
    const rows = copy.prepare("select a from t order by a").all();
    copy.close();
    return rows.map(({ a }) => a);
  }

  for (const way of ["sync", "syncNow"] as const) {
    it(`refuses with the reason when the disk fails, and writes all of it again (${way})`, async () => {
      const eio = new Error("EIO");
      const failing: unknown = (_file: number, answer?: (error: Error) => void) => {
        if (answer === undefined) throw eio;
        answer(eio);
      };
      database.exec("insert into t values (1)");
      const name = way === "sync" ? "fdatasync" : "fdatasyncSync";
      replace({ [name]: failing as never }); // Only as much of it as is called.
      const [outcome] = await Promise.allSettled([(async () => disk[way]())()]);
      expect(outcome).to.have.nested.property("reason.name", diskRefusal);
      expect(outcome).to.have.nested.property("reason.cause", eio);
      replace({ fdatasync, fdatasyncSync });
      database.exec("insert into t values (2)");
      await disk[way]();
      expect(await inTheFile()).to.deep.equal([1, 2]);
    });
  }
});
