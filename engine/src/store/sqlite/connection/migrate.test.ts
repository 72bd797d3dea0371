import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { sessionsTable } from "../../../accounts/account-tables.ts";
import { createUsers } from "../../../accounts/users.ts";
import { aFolder, type TestFolder } from "../../../testing/a-sqlite-folder.ts";
import { schema } from "./schema.ts";

const ada = {
  id: "u",
  email: "ada@example.org",
  role: "admin",
  createdAt: "2026-01-01T00:00:00.000Z",
  passwordHash: "h",
} as const;

describe("SQLite's migrations", () => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.dispose());

  /** Makes a file as the version left it that knew so many scripts, and fills it. */
  function fileOf(scripts: number, fill: (database: DatabaseSync) => void): void {
    const database = new DatabaseSync(folder.path);
    database.exec(
      "create table migrations (version integer primary key, appliedAt integer) strict",
    );
    for (const [index, script] of schema.slice(0, scripts).entries()) {
      database.exec(script);
      database.prepare("insert into migrations values (?, 0)").run(index + 1);
    }
    fill(database);
    database.close();
  }

  it("keep users and sessions of the version before tables", async () => {
    const expiresAt = Date.now() + 3_600_000;
    fileOf(1, (database) => {
      const { id, email, role, createdAt, passwordHash } = ada;
      database
        .prepare("insert into users values (?, ?, ?, ?, ?)")
        .run(id, email, role, createdAt, passwordHash);
      database.prepare("insert into sessions values (?, ?, ?)").run("s", id, expiresAt);
    });
    const store = await folder.open();
    const users = createUsers({ store });
    expect(await users.find({ email: ada.email })).to.deep.equal(ada);
    expect(await users.insertFirst({ ...ada, id: "v", email: "bob@example.org" })).to.equal(false);
    expect(await store.table(sessionsTable).get({ id: "s" })).to.deep.equal({
      row: { id: "s", userId: "u", expiresAt },
      version: 1,
    });
  });
});
