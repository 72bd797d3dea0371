import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { aFolder, type TestFolder } from "../../testing/a-sqlite-folder.ts";
import type { Store } from "../store.ts";
import { table } from "../table.ts";
import { pageQuery } from "./tables/table-sql.ts";

const passes = table<{ id: string; until: number }>({
  name: "passes",
  key: "id",
  expires: "until",
});
const notes = table<{ id: string; owner: string; rank: number }>({
  name: "notes",
  key: "id",
  unique: [["rank"]],
  indexes: [["owner", "rank"]],
});

describe("SQLite's tables", () => {
  let folder: TestFolder;
  let store: Store;
  beforeEach(async () => {
    folder = await aFolder();
    store = await folder.open();
  });
  afterEach(() => folder.dispose());

  it("lose rows whose time has passed when another one comes", async () => {
    const kept = store.table(passes);
    await kept.insert({ row: { id: "old", until: Date.now() - 1 } });
    await kept.insert({ row: { id: "new", until: Date.now() + 60_000 } });
    expect(await kept.get({ id: "old" })).to.equal(null);
    expect(await kept.get({ id: "new" })).to.not.equal(null);
  });

  it("are there after closing and opening, on the file and for another store", async () => {
    const row = { id: "a", owner: "ada", rank: 1 };
    await store.table(notes).insert({ row });
    await store.close();
    await store.open();
    expect((await store.table(notes).get({ id: "a" }))?.row).to.deep.equal(row);
    const other = await folder.open();
    expect((await other.table(notes).get({ rank: 1 }))?.row).to.deep.equal(row);
  });

  it("are read along their indexes", async () => {
    await store.table(notes).insert({ row: { id: "a", owner: "ada", rank: 1 } });
    const database = new DatabaseSync(folder.path);
    const range = { fields: ["owner"], values: ["ada"], order: "rank", limit: 5 };
    for (const descending of [true, false])
      for (const after of [null, { value: 3, key: "b" }]) {
        const { sql, values } = pageQuery(notes, { ...range, descending, after });
        const bound = values.map((value) => (typeof value === "boolean" ? Number(value) : value));
        const plan = database.prepare(`explain query plan ${sql}`).all(...bound);
        const steps = plan.map(({ detail }) => String(detail));
        const upTo = after === null ? "" : ` AND <expr>${descending ? "<" : ">"}?`;
        expect(steps).to.deep.equal([
          `SEARCH notes USING INDEX notes_by_owner_rank (<expr>=?${upTo})`,
        ]);
      }
    database.close();
  });
});
