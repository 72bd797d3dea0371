import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { systemClock } from "../../runtime/clock.ts";
import { aNewJob } from "../../testing/a-new-job.ts";
import { aFolder, type TestFolder } from "../../testing/a-sqlite-folder.ts";
import { claim, ends, eventsOf, refusal, settle, submit } from "../conformance/helpers.ts";
import { schema } from "./connection/schema.ts";
import { createSqliteStore } from "./sqlite.ts";

/**
 * Opens the store at argv[2], says so, then stores job after job and says the id of each that was
 * acknowledged.
 */
const inserting = `
import { createSqliteStore } from "${new URL("./sqlite.ts", import.meta.url)}";
import { systemClock } from "${new URL("../../runtime/clock.ts", import.meta.url)}";
import { aNewJob } from "${new URL("../../testing/a-new-job.ts", import.meta.url)}";
const store = createSqliteStore({ path: process.argv[2], clock: systemClock });
await store.open();
console.log("open");
try {
  for (let left = Number(process.argv[3]); left > 0; left--) {
    const [{ job }] = await store.insertJobs({ jobs: [aNewJob({ payload: { filler: "x".repeat(500) } })] });
    console.log(job.id);
  }
} catch (error) {
  console.log(error.code);
}
`;

/** Opens the store at argv[2] and ends one of its threads while a call is under way. */
const dying = `
import { Worker } from "node:worker_threads";
import { createSqliteStore } from "${new URL("./sqlite.ts", import.meta.url)}";
import { systemClock } from "${new URL("../../runtime/clock.ts", import.meta.url)}";
const threads = new Set();
const { on } = Worker.prototype;
Worker.prototype.on = function (...given) {
  threads.add(this);
  return on.apply(this, given);
};
const store = createSqliteStore({ path: process.argv[2], clock: systemClock });
await store.open();
const [writer] = threads;
store.stageJobs({ limit: 1 }).then(() => writer.terminate());
setTimeout(() => console.log("still here"), 5000);
for (;;) {
  await store.stageJobs({ limit: 1 }).catch((error) => console.log(error.code));
  await new Promise(setImmediate);
}
`;

describe("SQLite on disk", () => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.dispose());

  /** Writes a script beside the store; returns its path. */
  async function aScript(text: string): Promise<string> {
    const path = join(dirname(folder.path), `${Math.random()}.mjs`);
    await writeFile(path, text);
    return path;
  }

  async function insertInAnotherProcess(jobs: number, prefix = "") {
    const command = `${prefix} exec "$0" "$1" "$2" ${jobs}`;
    const script = await aScript(inserting);
    const child = spawn("/bin/sh", ["-c", command, process.execPath, script, folder.path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const said: string[] = [];
    const lines = createInterface(child.stdout).on("line", (line) => said.push(line));
    return { child, lines, said, ended: once(lines, "close") };
  }

  it("keeps everything over close and open", async () => {
    const before = await folder.open();
    const job = await submit(before, { idempotency: { key: "k", hash: "h" } });
    const [claimed] = await claim(before);
    await before.close();
    const after = await folder.open();
    expect(claimed !== undefined && (await settle(after, claimed, ends.succeed))).to.equal(true);
    expect((await eventsOf(after, job.id)).map(({ data }) => data.seq)).to.deep.equal([1, 2, 3, 4]);
    expect(await after.takeOutbox({ limit: 10 })).to.have.length(4);
    expect(
      await after.insertJobs({ jobs: [aNewJob({ idempotency: { key: "k", hash: "h" } })] }),
    ).to.have.nested.property("[0].outcome", "repeated");
  });

  it("can be opened again by the same store", async () => {
    const store = await folder.open();
    await submit(store, { id: "a" });
    await store.close();
    await store.open();
    await store.open();
    expect(await store.getJob({ id: "a" })).to.include({ id: "a" });
  });

  it("is there for another connection as soon as it is acknowledged", async () => {
    const store = await folder.open();
    const other = new DatabaseSync(folder.path, { readOnly: true });
    const job = await submit(store);
    const stored = other.prepare(
      "select state, (select head from outbox_state) as head from standings join jobs on no = job where id = ?",
    );
    expect({ ...stored.get(job.id) }).to.deep.equal({ state: "queued", head: 2 });
    other.close();
  });

  it("ends its process, and says why, when one of its threads dies", async () => {
    const child = spawn(process.execPath, [await aScript(dying), folder.path]);
    let said = "";
    child.stdout.on("data", (text) => (said += text));
    child.stderr.on("data", (text) => (said += text));
    const [code] = await once(child, "close");
    expect(code).to.equal(1);
    expect(said).to.include("unavailable").and.to.include("thread of the store ended");
    expect(said).to.not.include("still here");
  });

  it("migrates once when many open a new file at the same time", async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => folder.open()));
    await Promise.all(stores.map((store) => submit(store)));
    for (const store of stores)
      expect((await store.countJobs()).counts).to.deep.equal([
        { template: "greet", state: "queued", count: 5 },
      ]);
    const versions = new DatabaseSync(folder.path, { readOnly: true });
    expect(versions.prepare("select version from migrations").all()).to.have.length(schema.length);
    versions.close();
  });

  it("migrates once when several processes start at the same time, and numbers their events together", async function () {
    this.timeout(30_000);
    const processes = await Promise.all([1, 2, 3].map(() => insertInAnotherProcess(20)));
    await Promise.all(processes.map(({ ended }) => ended));
    expect(processes.flatMap(({ said }) => said)).to.have.length(63);
    const store = await folder.open();
    expect((await store.countJobs()).counts).to.deep.equal([
      { template: "greet", state: "queued", count: 60 },
    ]);
    const positions = (await store.takeOutbox({ limit: 1000 })).map(({ position }) =>
      Number(position),
    );
    expect(positions).to.deep.equal(Array.from({ length: 120 }, (_, index) => index + 1));
  });

  it("keeps each acknowledged job when its process is killed", async function () {
    this.timeout(30_000);
    const { child, lines, said, ended } = await insertInAnotherProcess(1_000_000);
    while (said.length < 100) await once(lines, "line");
    child.kill("SIGKILL");
    await ended;
    const store = await folder.open();
    const acknowledged = said.slice(1);
    expect(await store.knownJobs({ ids: acknowledged })).to.have.length(acknowledged.length);
    const [counted] = (await store.countJobs()).counts;
    expect(counted?.count).to.be.within(acknowledged.length, acknowledged.length + 1);
    expect((await store.backlog()).outbox).to.equal(2 * (counted?.count ?? 0));
  });

  it("answers unavailable when the disk is full, and goes on once there is room", async function () {
    this.timeout(30_000);
    // A limit of 1 MB on the size of files takes the place of a small disk.
    const { said, ended } = await insertInAnotherProcess(
      1_000_000,
      "trap '' XFSZ; ulimit -f 2048;",
    );
    await ended;
    const acknowledged = said.slice(1, -1);
    expect(said.at(-1)).to.equal("unavailable");
    const store = await folder.open();
    expect(acknowledged.length).to.be.above(10);
    expect(await store.knownJobs({ ids: acknowledged })).to.have.length(acknowledged.length);
    await submit(store);
  });

  it("answers unavailable before it is opened and after it is closed", async () => {
    const store = await folder.open();
    await store.close();
    expect((await refusal(store.ping())).code).to.equal("unavailable");
    expect((await refusal(store.countJobs())).code).to.equal("unavailable");
    expect((await refusal(store.insertJobs({ jobs: [aNewJob()] }))).code).to.equal("unavailable");
    await store.close();
  });

  it("refuses a database of a newer Formwork", async () => {
    const store = await folder.open();
    await store.close();
    const newer = new DatabaseSync(folder.path);
    newer.exec("insert into migrations values (999, 0)");
    newer.close();
    for (const refused of [await refusal(store.open()), await refusal(store.open())]) {
      expect(refused.code).to.equal("unavailable");
      expect(refused.message).to.include("999");
    }
  });

  it("works in memory too", async () => {
    const store = createSqliteStore({ path: ":memory:", clock: systemClock });
    await store.open();
    const job = await submit(store);
    expect(await store.getJob({ id: job.id })).to.deep.equal(job);
    await store.close();
  });
});
