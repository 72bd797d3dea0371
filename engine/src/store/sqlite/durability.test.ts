import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { copyFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as turn } from "node:timers/promises";
import { expect } from "chai";
import { systemClock } from "../../runtime/clock.ts";
import { aJob } from "../../testing/a-job.ts";
import { aFolder, type TestFolder } from "../../testing/a-sqlite-folder.ts";
import { claim, ends, eventsOf, refusal, settle, submit } from "../conformance/play.ts";
import type { Store } from "../store.ts";
import { schema } from "./connection/schema.ts";
import { createSqliteStore } from "./sqlite.ts";

/**
 * Opens the store at argv[1], says so, then stores job after job and says the id of each that was
 * acknowledged.
 */
const inserting = `
import { createSqliteStore } from "${new URL("./sqlite.ts", import.meta.url)}";
import { systemClock } from "${new URL("../../runtime/clock.ts", import.meta.url)}";
import { aJob } from "${new URL("../../testing/a-job.ts", import.meta.url)}";
const store = createSqliteStore({ path: process.argv[1], clock: systemClock });
await store.open();
console.log("open");
try {
  for (let left = Number(process.argv[2]); left > 0; left--) {
    const [{ job }] = await store.insertJobs({ jobs: [aJob({ payload: { filler: "x".repeat(500) } })] });
    console.log(job.id);
  }
} catch (error) {
  console.log(error.code);
}
`;

type SlowDisk = ReturnType<typeof aSlowDisk>;

/** Holds each wait for the disk until it is confirmed, or said to have failed. */
function aSlowDisk() {
  const { fdatasync } = fs;
  const held: ((error: Error | null) => void)[] = [];
  let waits = 0;
  const hold: unknown = (_file: number, answer: (error: Error | null) => void) => {
    waits++;
    held.push(answer);
  };
  replaceSync(hold as typeof fdatasync); // Only as much of it as is called.
  return {
    waits: () => waits,
    asked: () => until(() => held.length > 0),
    confirm: (error: Error | null = null) => held.shift()?.(error),
    dispose: () => replaceSync(fdatasync),
  };
}

function replaceSync(fdatasync: typeof fs.fdatasync): void {
  fs.fdatasync = fdatasync;
  syncBuiltinESMExports();
}

async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 10_000; turns++) {
    if (holds()) return;
    await turn();
  }
  throw new Error("It never came to it");
}

describe("SQLite on disk", () => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.dispose());

  function insertInAnotherProcess(jobs: number, prefix = "") {
    const command = `${prefix} exec "$0" --input-type=module -e "$1" -- "$2" ${jobs}`;
    const child = spawn("/bin/sh", ["-c", command, process.execPath, inserting, folder.path], {
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
      await after.insertJobs({ jobs: [aJob({ idempotency: { key: "k", hash: "h" } })] }),
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
      "select state, (select count(*) from events where job = no) as events from jobs where id = ?",
    );
    expect({ ...stored.get(job.id) }).to.deep.equal({ state: "queued", events: 1 });
    other.close();
  });

  describe("while the disk is slow", () => {
    let disk: SlowDisk;
    let store: Store;
    beforeEach(async () => {
      store = await folder.open();
      disk = aSlowDisk();
    });
    afterEach(() => disk.dispose());

    it("acknowledges nothing", async () => {
      const answers: string[] = [];
      const inserting = submit(store, { id: "a" }).then(() => answers.push("stored"));
      await disk.asked();
      const reading = store.getJob({ id: "a" }).then(() => answers.push("read"));
      for (let turns = 0; turns < 10; turns++) await turn();
      expect(answers).to.deep.equal([]);
      disk.confirm();
      await Promise.all([inserting, reading]);
      expect(answers.toSorted()).to.deep.equal(["read", "stored"]);
    });

    it("gathers what is asked for in the meantime into the next commit", async () => {
      const first = submit(store);
      await disk.asked();
      const others = [submit(store), submit(store), submit(store)];
      disk.confirm();
      await first;
      await disk.asked();
      disk.confirm();
      await Promise.all(others);
      expect(disk.waits()).to.equal(2);
    });

    it("does not wait for writes that changed nothing", async () => {
      const first = submit(store);
      await disk.asked();
      disk.confirm();
      await first;
      expect(await store.stageJobs({ limit: 10 })).to.equal(0);
      expect(disk.waits()).to.equal(1);
    });

    it("refuses what the disk did not confirm, and makes it safe before anything else", async () => {
      const refused = refusal(submit(store, { id: "a" }));
      await disk.asked();
      disk.confirm(new Error("EIO"));
      const { code, message, cause } = await refused;
      expect({ code, message }).to.deep.equal({
        code: "unavailable",
        message: "The disk does not confirm what was written",
      });
      expect(String(cause), "for the log").to.contain("EIO");
      const next = submit(store, { id: "b" });
      await disk.asked();
      const withoutItsLog = join(folder.path, "../copy.db");
      await copyFile(folder.path, withoutItsLog);
      const copy = new DatabaseSync(withoutItsLog);
      expect(
        copy
          .prepare("select id from jobs order by id")
          .all()
          .map(({ id }) => id),
      ).to.deep.equal(["a", "b"]);
      copy.close();
      disk.confirm();
      await next;
    });
  });

  it("migrates once when many open a new file at the same time", async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => folder.open()));
    await Promise.all(stores.map((store) => submit(store)));
    for (const store of stores)
      expect(await store.countJobs()).to.deep.equal([
        { template: "greet", state: "queued", count: 5 },
      ]);
    const versions = new DatabaseSync(folder.path, { readOnly: true });
    expect(versions.prepare("select version from migrations").all()).to.have.length(schema.length);
    versions.close();
  });

  it("migrates once when several processes start at the same time, and numbers their events together", async function () {
    this.timeout(30_000);
    const processes = [1, 2, 3].map(() => insertInAnotherProcess(20));
    await Promise.all(processes.map(({ ended }) => ended));
    expect(processes.flatMap(({ said }) => said)).to.have.length(63);
    const store = await folder.open();
    expect(await store.countJobs()).to.deep.equal([
      { template: "greet", state: "queued", count: 60 },
    ]);
    const positions = (await store.takeOutbox({ limit: 1000 })).map(({ position }) =>
      Number(position),
    );
    expect(positions).to.deep.equal(Array.from({ length: 120 }, (_, index) => index + 1));
  });

  it("keeps each acknowledged job when its process is killed", async function () {
    this.timeout(30_000);
    const { child, lines, said, ended } = insertInAnotherProcess(1_000_000);
    while (said.length < 100) await once(lines, "line");
    child.kill("SIGKILL");
    await ended;
    const store = await folder.open();
    const acknowledged = said.slice(1);
    expect(await store.knownJobs({ ids: acknowledged })).to.have.length(acknowledged.length);
    const [counted] = await store.countJobs();
    expect(counted?.count).to.be.within(acknowledged.length, acknowledged.length + 1);
    expect((await store.backlog()).outbox).to.equal(2 * (counted?.count ?? 0));
  });

  it("answers unavailable when the disk is full, and goes on once there is room", async function () {
    this.timeout(30_000);
    // A limit of 1 MB on the size of files takes the place of a small disk.
    const { said, ended } = insertInAnotherProcess(1_000_000, "trap '' XFSZ; ulimit -f 2048;");
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
    expect((await refusal(store.insertJobs({ jobs: [aJob()] }))).code).to.equal("unavailable");
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
