import { expect } from "chai";
import { sessionsTable } from "../../../../accounts/account-tables.ts";
import { createUsers } from "../../../../accounts/users.ts";
import { systemClock } from "../../../../runtime/clock.ts";
import { createTemplateStore } from "../../../../templates/versions/template-store.ts";
import { aTemplate } from "../../../../testing/a-template.ts";
import { sharedDatabase } from "../../../../testing/servers/a-mongo-database.ts";
import { submit } from "../../../conformance/helpers.ts";
import {
  expectOldJobsToGoOn,
  type OldJob,
  oldJobs,
  oldTime,
} from "../../../conformance/old-jobs.ts";
import { schemaRefusal } from "../../../schema-refusal.ts";
import type { Store } from "../../../store.ts";
import { names } from "../collections.ts";
import { schemas } from "../schemas.ts";
import { newestVersion } from "./migrate.ts";

/** Name, version and title; `fetch` is archived. */
const versionsBefore = [
  ["fetch", 1, "Fetch"],
  ["greet", 9, "Greet"],
  ["fetch", 2, "A later Fetch"],
  ["greet", 10, "Greet well"],
] as const;

/** What else a version was stored with. */
const published = (version: number) => ({
  hash: `hash-${version}`,
  folder: "some",
  publishedBy: "ada",
  publishedAt: 1_700_000_000_000 + version,
});

/** Expects them to be there after a migration, and to go on from there. */
async function expectTemplates(store: Store): Promise<void> {
  const templates = createTemplateStore({ store, clock: systemClock });
  const listed = (await templates.list()).map(
    ({ title, version, archived }) => `${title} ${version} ${archived}`,
  );
  expect(listed).to.deep.equal(["A later Fetch 2 true", "Greet well 10 false"]);
  const versions = await templates.listVersions({ name: "greet", limit: 5 });
  expect(versions.items.map(({ version }) => version)).to.deep.equal([10, 9]);
  const { publishedAt, ...rest } = published(9);
  expect(await templates.find({ name: "greet", version: 9 })).to.deep.equal({
    ...aTemplate({ name: "greet", title: "Greet" }),
    ...rest,
    ...{ version: 9, source: "api", archived: false },
    publishedAt: new Date(publishedAt).toISOString(),
  });
  const next = { definition: aTemplate({ name: "greet", title: "Greet" }), publishedBy: "bob" };
  const { template } = await templates.publish({ ...next, hash: "h", folder: "", source: "api" });
  expect(template.version).to.equal(11);
}

describe("MongoDB's migrations", () => {
  const database = sharedDatabase();
  afterEach(() => database.database.dropDatabase());

  const version = () =>
    database.database.collection<{ _id: string }>("meta").findOne({ _id: "schema" });

  it("run once for several processes that start at once, before any of them serves", async function () {
    this.timeout(30_000);
    const stores = await Promise.all(Array.from({ length: 5 }, () => database.open()));
    await Promise.all(stores.map((store) => submit(store)));
    expect(await version()).to.deep.equal({ _id: "schema", version: newestVersion });
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

  it("are taken over from a process that died while migrating", async () => {
    const dead = { version: 0, owner: "dead", until: new Date(Date.now() - 1) };
    await database.database
      .collection<{ _id: string }>("meta")
      .insertOne({ _id: "schema", ...dead });
    await submit(await database.open());
    expect(await version()).to.deep.equal({ _id: "schema", version: newestVersion });
  });

  it("wait for a process that is migrating", async () => {
    const meta = database.database.collection<{ _id: string }>("meta");
    await (await database.open()).close();
    await meta.updateOne(
      { _id: "schema" },
      { $set: { version: 0, owner: "alive", until: new Date(Date.now() + 60_000) } },
    );
    let open = false;
    const opening = database.open().then((store) => {
      open = true;
      return store;
    });
    await database.database.collection("jobs").insertOne({ waited: true });
    expect(open).to.equal(false);
    await meta.updateOne(
      { _id: "schema" },
      { $set: { version: newestVersion }, $unset: { owner: 1, until: 1 } },
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
      const refused = await database.open().catch((error) => error);
      // Not `unavailable`: trying again does not help, so the process ends with this message.
      expect(refused).to.include({ name: schemaRefusal });
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
      "by_subject",
    ]);
  });

  it("read a job of before without a summary as one with an empty summary", async () => {
    const store = await database.open();
    const { id } = await submit(store, { summary: "web-1" });
    await database.database
      .collection<{ _id: string }>("jobs")
      .updateOne({ _id: id }, { $unset: { "fixed.summary": 1 } });
    expect(await store.getJob({ id })).to.include({ id, summary: "" });
  });

  it("keep versions of templates, and which names are archived", async () => {
    const collection = (name: string) => database.database.collection<{ _id: string }>(name);
    await collection("meta").insertOne({ _id: "schema", ...{ version: 2 } });
    await collection("templates").createIndex({ name: 1, version: -1 }, { name: "versions" });
    await collection("templates").insertMany(
      versionsBefore.map(([name, version, title]) => ({
        ...{ _id: `${name}@${version}`, name, version, title, source: "api" },
        ...published(version),
        publishedAt: new Date(published(version).publishedAt),
        definition: JSON.stringify(aTemplate({ name, title })),
      })),
    );
    await collection("archived_templates").insertOne({ _id: "fetch" });
    await expectTemplates(await database.open());
    const names = (await database.database.listCollections().toArray()).map(({ name }) => name);
    expect(names).to.include("template_versions").and.not.include("archived_templates");
    const indexes = await collection("templates").indexes();
    expect(indexes.map(({ name }) => name)).to.have.members([
      ...["_id_", "by_titleOrder", "by_unsentAt"],
    ]);
  });

  it("let the jobs of a database of the first version go on", async () => {
    const collection = (name: string) => database.database.collection<{ _id: string }>(name);
    await collection("meta").insertOne({ _id: "schema", ...{ version: 2 } });
    const lines = { name: "lines", partialFilterExpression: { parked: { $exists: true } } };
    await collection("jobs").createIndex({ concurrencyKey: 1, rank: -1, at: 1 }, lines);
    await collection("jobs").createIndex({ lane: 1, rank: -1, at: 1 }, { name: "lanes" });
    await collection("jobs").insertMany(oldJobs.map(oldDocument));
    const store = await database.open();
    const indexes = (await collection("jobs").indexes()).map(({ name }) => name);
    expect(indexes).to.not.include.members(["lanes"]).and.not.include.members(["lines"]);
    await expectOldJobsToGoOn(store);
  });
});

/** Returns the document of a job as the first version stored it; its events are on the bus. */
function oldDocument(job: OldJob) {
  const { id, state, kind = "module", priority = 4, dependsOn = [], key, steps } = job;
  const { runAt = oldTime, startedAt, finishedAt, error, result, attempt = 0, failures = 0 } = job;
  const seq = steps.length;
  return {
    ...{ _id: id, state, seq, attempt, crashes: 0, failures, run: 1, runAt: new Date(runAt) },
    ...{ priority, createdAt: new Date(oldTime), lines: 0, by: 0, relayed: seq },
    ...(startedAt && { startedAt: new Date(startedAt) }),
    ...(finishedAt && { finishedAt: new Date(finishedAt) }),
    ...(error && { error }),
    ...(result && { result }),
    ...(key && { concurrencyKey: key }),
    ...(job.awaited && { awaited: true }),
    ...(dependsOn.length > 0 && { waitsFor: dependsOn }),
    ...oldPlace(job, `${kind}/default`),
    steps: steps.map((step) => ({
      ...{ ...step, at: new Date(step.at), by: 1 },
      ...(step.due !== undefined && { due: new Date(step.due) }),
    })),
    fixed: {
      ...{ template: "greet", version: 1, kind, queue: "default", tags: ["old"], dependsOn },
      ...{ maxAttempts: 3, timeoutMs: 1000, createdBy: "ann", onDependencyFailure: "run" },
      ...{ onLost: "retry", ...(key && { concurrencyLimit: 1 }) },
      payload: JSON.stringify({ to: id }),
    },
  };
}

/** Where workers and loops of that version looked for a job. */
function oldPlace(
  { state, priority = 4, runAt = oldTime, parked, dependsOn }: OldJob,
  lane: string,
) {
  const at = new Date(runAt);
  if (parked) return { parked, rank: priority, at };
  if (state === "queued") return { lane, rank: priority, at };
  if (state === "retrying" || (state === "scheduled" && dependsOn === undefined))
    return { lane: "~due", rank: 0, at };
  if (state !== "running") return {};
  const lease = { workerId: "worker-0", leaseToken: "old", slot: 0 };
  return { lane: "~leased", rank: 0, at: new Date(oldTime + 30_000), ...lease };
}
