import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { makeOwnerOnly } from "./owner-only.ts";

describe("the file of a database", () => {
  const folder = temporaryFolder();

  it("is its owner's alone, with all that lies beside it, also where it was open before", () => {
    const path = join(folder.path(), "a.db");
    const write = () => {
      const database = new DatabaseSync(path);
      database.exec(
        "pragma journal_mode = wal; create table if not exists t (x); insert into t values (1)",
      );
      const modes = readdirSync(folder.path()).map(
        (name) => statSync(join(folder.path(), name)).mode & 0o777,
      );
      database.close();
      return modes;
    };
    makeOwnerOnly(path);
    expect(write()).to.deep.equal([0o600, 0o600, 0o600]);
    chmodSync(path, 0o644);
    makeOwnerOnly(path);
    expect(write()).to.deep.equal([0o600, 0o600, 0o600]);
    makeOwnerOnly(":memory:");
    expect(readdirSync(folder.path())).to.not.include(":memory:");
  });
});
