import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { createSqliteStore } from "@formwork/engine/store/sqlite/sqlite";
import { aNewJob } from "@formwork/engine/testing/a-new-job";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { lockHome, openHome } from "../home.ts";
import { runCommand } from "../testing/a-terminal.ts";

describe("formwork backup and restore", () => {
  let folder: Awaited<ReturnType<typeof aTemporaryFolder>>;
  let home: string;
  let file: string;
  beforeEach(async () => {
    folder = await aTemporaryFolder();
    home = join(folder.path, "home");
    file = join(folder.path, "backup.tar.gz");
    openHome(home);
    writeFileSync(join(home, "etc", "token-secret"), "s".repeat(48), { mode: 0o600 });
  });
  afterEach(() => folder.remove());

  const env = (place = home) => ({ FORMWORK_HOME: place });
  const run = (args: string[], place = home) => runCommand(args, { env: env(place) });
  const openStore = async (place = home) => {
    const store = createSqliteStore({ path: join(place, "data", "formwork.db"), clock });
    await store.open();
    return store;
  };

  it("keep every job that was acknowledged before, while others are stored", async () => {
    const store = await openStore();
    const acknowledged: string[] = [];
    let writing = true;
    async function write() {
      while (writing) {
        const jobs = [aNewJob(), aNewJob()];
        await store.insertJobs({ jobs });
        acknowledged.push(...jobs.map(({ id }) => id));
      }
    }
    const writers = [write(), write(), write()];
    while (acknowledged.length < 200) await new Promise((resolve) => setImmediate(resolve));
    const before = [...acknowledged];
    const made = await run(["backup", file]);
    writing = false;
    await Promise.all(writers);
    await store.close();
    expect(made.code, made.err).to.equal(0);
    expect(statSync(file).mode & 0o777).to.equal(0o600);

    const other = join(folder.path, "other");
    const restored = await run(["restore", file], other);
    expect(restored.code, restored.err).to.equal(0);
    expect(readFileSync(join(other, "etc", "token-secret"), "utf8")).to.equal("s".repeat(48));
    const copy = await openStore(other);
    expect(await copy.knownJobs({ ids: before })).to.have.length(before.length);
    await copy.close();
    expect(readdirSync(folder.path).sort()).to.deep.equal(["backup.tar.gz", "home", "other"]);
  });

  it("move what they replace aside, and say how much that was", async () => {
    const store = await openStore();
    await store.insertJobs({ jobs: [aNewJob()] });
    expect((await run(["backup", file])).out).to.match(/holds 1 jobs as of 2\d{3}-/);
    await store.insertJobs({ jobs: [aNewJob(), aNewJob()] });
    await store.close();
    const { out } = await run(["restore", file]);
    expect(out).to.contain("holds 1 jobs").and.contain("(3 jobs)");
    const aside = /is in (\S+);/.exec(out)?.[1] ?? "";
    expect(existsSync(join(aside, "formwork.db"))).to.equal(true);
    expect(existsSync(join(aside, "etc", "token-secret"))).to.equal(true);
  });

  it("make every reader of the log begin anew", async () => {
    const bus = createLocalBus({ path: join(home, "data", "bus.db"), clock });
    await bus.open();
    const { cursor } = await bus.follow({ onEvents: () => undefined });
    await (await openStore()).close();
    await run(["backup", file]);
    await bus.close();
    await run(["restore", file]);
    const restored = createLocalBus({ path: join(home, "data", "bus.db"), clock });
    await restored.open();
    expect((await restored.follow({ cursor, onEvents: () => undefined })).mode).to.equal("reset");
    await restored.close();
  });

  it("refuse a home in use, a file that is no backup, and MongoDB, before they change anything", async () => {
    await (await openStore()).close();
    await run(["backup", file]);
    const lock = lockHome(openHome(home));
    const running = await run(["restore", file]);
    lock.release();
    expect(running.code).to.not.equal(0);
    expect(running.err).to.contain("Another Formwork runs below");
    mkdirSync(join(folder.path, "empty"));
    writeFileSync(file, "no archive");
    const wrong = await run(["restore", file]);
    expect(wrong.code).to.not.equal(0);
    expect(existsSync(join(home, "data", "formwork.db"))).to.equal(true);
    const mongo = await runCommand(["backup", file], {
      env: { FORMWORK_STORE: "mongodb://h/db", FORMWORK_BUS: "amqp://h" },
    });
    expect(mongo.err).to.contain("mongodump");
  });

  it("leave the keys out where they are told to", async () => {
    await (await openStore()).close();
    expect((await run(["backup", "--no-keys", file])).out).to.contain("without the keys");
    writeFileSync(join(home, "etc", "token-secret"), "t".repeat(48));
    await run(["restore", file]);
    expect(readFileSync(join(home, "etc", "token-secret"), "utf8")).to.equal("t".repeat(48));
  });
});
