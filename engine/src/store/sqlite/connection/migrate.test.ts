import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { aFolder, type TestFolder } from "../../../testing/a-sqlite-folder.ts";
import { refusal } from "../../conformance/helpers.ts";

describe("SQLite's migrations", () => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.dispose());

  it("refuse a file of the layout before the first release, and say what to do", async () => {
    const old = new DatabaseSync(folder.path);
    old.exec("create table migrations (version integer primary key, appliedAt integer) strict");
    old.exec("create table jobs (no integer primary key, id text)");
    old.exec("insert into migrations values (2, 0)");
    old.close();
    const { code, message } = await refusal(folder.open());
    expect(code).to.equal("unavailable");
    expect(message).to.include("before its first release").and.to.include("Move the file away");
  });
});
