import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { aFolder, type TestFolder } from "../../../testing/a-sqlite-folder.ts";
import { aJobIn, ends, settle, start } from "../../conformance/helpers.ts";
import type { Store } from "../../store.ts";

describe("SQLite's pruning", () => {
  let folder: TestFolder;
  let store: Store;
  let database: DatabaseSync;
  beforeEach(async () => {
    folder = await aFolder();
    store = await folder.open();
    database = new DatabaseSync(folder.path, { readOnly: true });
  });
  afterEach(async () => {
    database.close();
    await folder.dispose();
  });

  const rows = (): number[] =>
    ["jobs", "standings", "job_tags", "log_lines"].map((table) =>
      Number(database.prepare(`select count(*) as count from ${table}`).get()?.count),
    );

  async function aDeletedJob(): Promise<void> {
    const claimed = await start(store, { tags: ["x", "y"] });
    const lease = { id: claimed.job.id, token: claimed.token };
    await store.appendLog({ ...lease, lines: [{ stream: "stdout", text: "x", at: 1 }] });
    await settle(store, claimed, ends.succeed);
    await store.deleteJob({ id: claimed.job.id, traceparent: null });
  }

  it("keeps a deleted job until the bus has its last event, and removes all of it then", async () => {
    await aDeletedJob();
    const positions = (await store.takeOutbox({ limit: 100 })).map(({ position }) => position);
    await store.clearOutbox({ positions: positions.slice(0, -1) });
    expect(rows()).to.deep.equal([1, 1, 2, 1]);
    await store.clearOutbox({ positions: positions.slice(-1) });
    expect(rows()).to.deep.equal([0, 0, 0, 0]);
  });

  it("leaves the others, and goes on numbering events where it was", async () => {
    const kept = await aJobIn(store, "succeeded");
    await aDeletedJob();
    const taken = await store.takeOutbox({ limit: 100 });
    await store.clearOutbox({ positions: taken.map(({ position }) => position) });
    expect(rows()).to.deep.equal([1, 1, 0, 0]);
    const next = await aJobIn(store, "queued");
    const entries = await store.takeOutbox({ limit: 100 });
    expect(entries.map(({ position }) => Number(position))).to.deep.equal([
      taken.length + 1,
      taken.length + 2,
    ]);
    expect(entries.map(({ event }) => event.subject)).to.deep.equal([next.id, next.id]);
    expect(await store.getJob({ id: kept.id })).to.deep.equal(kept);
  });
});
