import { expect } from "chai";
import { sessionsTable } from "../../../accounts/account-tables.ts";
import { createUsers } from "../../../accounts/users.ts";
import { aDatabase, type TestDatabase } from "../../../testing/a-mongo-database.ts";
import { refusal, submit } from "../../conformance/play.ts";
import { names } from "./collections.ts";
import { newest } from "./migrate.ts";
import { schemas } from "./schemas.ts";

describe("MongoDB's migrations", () => {
  let database: TestDatabase;
  before(async function () {
    this.timeout(120_000);
    database = await aDatabase();
  });
  afterEach(async () => {
    await database.empty();
    await database.database.dropDatabase();
  });
  after(() => database?.stop());

  const version = () =>
    database.database.collection<{ _id: string }>("meta").findOne({ _id: "schema" });

  it("are done once by several processes that start at once, before any of them serves", async function () {
    this.timeout(30_000);
    const stores = await Promise.all(Array.from({ length: 5 }, () => database.open()));
    await Promise.all(stores.map((store) => submit(store)));
    expect(await version()).to.deep.equal({ _id: "schema", version: newest });
    for (const name of names) {
      const made = (
        await database.database
          .collection(name)
          .listIndexes()
          .toArray()
          .catch(() => [])
      ).map((index) => index.name);
      const wanted = schemas[name].indexes().map(([, options]) => String(options?.name));
      expect(made.filter((index) => index !== "_id_").sort(), name).to.deep.equal(wanted.sort());
    }
  });

  it("are taken over from a process that died in the middle", async () => {
    const dead = { version: 0, owner: "dead", until: new Date(Date.now() - 1) };
    await database.database
      .collection<{ _id: string }>("meta")
      .insertOne({ _id: "schema", ...dead });
    await submit(await database.open());
    expect(await version()).to.deep.equal({ _id: "schema", version: newest });
  });

  it("wait for a process that is at it", async () => {
    const meta = database.database.collection<{ _id: string }>("meta");
    await meta.insertOne({
      _id: "schema",
      ...{ version: 0, owner: "alive", until: new Date(Date.now() + 60_000) },
    });
    let open = false;
    const opening = database.open().then((store) => {
      open = true;
      return store;
    });
    await database.database.collection("jobs").insertOne({ waited: true });
    expect(open).to.equal(false);
    await meta.updateOne(
      { _id: "schema" },
      { $set: { version: newest }, $unset: { owner: 1, until: 1 } },
    );
    await submit(await opening);
  });

  for (const [of, version, advice] of [
    ["a newer Formwork", 99, "Start the newer one"],
    ["one that was never released", 1, "an empty database"],
  ] as const) {
    it(`refuse a database of ${of}`, async () => {
      await database.database
        .collection<{ _id: string }>("meta")
        .insertOne({ _id: "schema", ...{ version } });
      const refused = await refusal(database.open());
      expect(refused.code).to.equal("unavailable");
      expect(refused.message).to.include(`schema ${version}`).and.include(advice);
    });
  }

  it("keep users and sessions of the version before tables", async () => {
    const user = {
      email: "ada@example.org",
      role: "admin",
      passwordHash: "h",
      createdAt: "2026-01-01T00:00:00.000Z",
    } as const;
    const expiresAt = Date.now() + 3_600_000;
    const collection = (name: string) => database.database.collection<{ _id: string }>(name);
    await collection("meta").insertOne({ _id: "schema", ...{ version: 2 } });
    await collection("users").createIndexes([
      { key: { email: 1 }, name: "by_email", unique: true },
      { key: { first: 1 }, name: "first", unique: true },
    ]);
    await collection("users").insertOne({ _id: "u", ...user, ...{ first: true } });
    await collection("sessions").insertOne({
      _id: "s",
      ...{ userId: "u", expiresAt: new Date(expiresAt) },
    });
    const store = await database.open();
    const users = createUsers({ store });
    expect(await users.find({ email: user.email })).to.deep.equal({ id: "u", ...user });
    expect(await users.insertFirst({ id: "v", ...user, email: "bob@example.org" })).to.equal(false);
    expect(await store.table(sessionsTable).get({ id: "s" })).to.deep.equal({
      row: { id: "s", userId: "u", expiresAt },
      version: 1,
    });
    expect((await collection("users").indexes()).map(({ name }) => name)).to.have.members([
      "_id_",
      "by_email",
      "by_first",
    ]);
  });
});
