import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { aFolder, type TestFolder } from "../../../testing/a-sqlite-folder.ts";
import { refusal, submit } from "../../conformance/helpers.ts";
import { schema } from "./schema.ts";

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

  it("give the jobs of a file without summaries an empty one", async () => {
    const old = new DatabaseSync(folder.path);
    old.exec("create table migrations (version integer primary key, appliedAt integer) strict");
    old.exec("insert into migrations values (1, 0)");
    old.exec(schema[0] ?? "");
    old.exec(
      `insert into jobs (no, id, template, version, kind, queue, priority, tags, maxAttempts,
         timeoutMs, createdBy, createdAt, dependsOn, onDependencyFailure, onLost, payload)
       values (1, 'old', 'greet', 1, 'module', 'default', 4, '[]', 3, 1, 'ann', 5, '[]', 'run', 'retry', '{}')`,
    );
    old.exec(
      `insert into standings (job, kind, queue, priority, createdAt, seq, state, attempt, runAt, waitingFor, steps)
       values (1, 'module', 'default', 4, 5, 1, 'queued', 0, 5, 0, '')`,
    );
    old.close();
    const store = await folder.open();
    expect(await store.getJob({ id: "old" })).to.include({ id: "old", summary: "" });
    expect(await submit(store, { summary: "new" })).to.include({ summary: "new" });
  });
});
