import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { endChild } from "../../../../../tests/support/child-process.ts";
import { usersTable } from "../../../accounts/account-tables.ts";
import { createTelemetry } from "../../../runtime/telemetry.ts";
import { templatesTable } from "../../../templates/versions/template-tables.ts";
import { aNewJob } from "../../../testing/a-new-job.ts";
import { aDatabase, type TestDatabase } from "../../../testing/servers/a-mongo-database.ts";
import { claim, ends, refusal, settle, submit, theJob } from "../../conformance/helpers.ts";
import type { Store } from "../../store.ts";
import { createMongoStore } from "../mongo.ts";
import { asRefusal, databaseAway } from "./outage.ts";

describe("an outage of MongoDB", () => {
  let database: TestDatabase;
  let restarted: ChildProcess | undefined;
  let command: string[];
  before(async function () {
    this.timeout(120_000);
    database = await aDatabase({ own: true });
    const { pid } = database.server;
    // A server that was running already is not ours to kill.
    if (pid === null) this.skip();
    command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0").filter(Boolean);
  });
  after(async function () {
    this.timeout(60_000);
    if (restarted === undefined || restarted.signalCode !== null) restart();
    await database?.stop();
    await end("SIGTERM");
  });

  /** Kills the server, as a power cut would. */
  async function cut(): Promise<void> {
    if (restarted !== undefined) return end("SIGKILL");
    const { pid } = database.server;
    if (pid !== null) process.kill(pid, "SIGKILL");
  }
  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (restarted !== undefined) await endChild(restarted, signal);
  }
  function restart(): void {
    const [program = "", ...args] = command;
    restarted = spawn(program, args, { stdio: "ignore" });
  }
  /** Pings until the store answers; returns the milliseconds that took. */
  async function untilAnswered(store: Store): Promise<number> {
    const start = performance.now();
    while (
      !(await store.ping().then(
        () => true,
        () => false,
      ))
    );
    return performance.now() - start;
  }

  /** Makes telemetry that keeps its log lines. */
  function recordingTelemetry() {
    const lines: Record<string, unknown>[] = [];
    const heard = new EventEmitter();
    const write = (text: string) => {
      const line = JSON.parse(text);
      lines.push(line);
      heard.emit("line", line);
    };
    return {
      telemetry: createTelemetry({ level: "info", service: "test", to: { write } }),
      logged: () => lines.map(({ level, event }) => `${level} ${event}`),
      next: async () => (await once(heard, "line"))[0],
    };
  }

  it("loses nothing that was acknowledged, refuses calls, and ends without a restart of the store", async function () {
    this.timeout(60_000);
    const store = await database.open();
    const claimedJob = await submit(store);
    const [claimed] = await claim(store);
    const acknowledged: string[] = [];
    const insertUntilRefused = async () => {
      for (;;) {
        const job = aNewJob();
        await store.insertJobs({ jobs: [job] });
        if (acknowledged.push(job.id) === 50) await cut();
      }
    };
    expect((await refusal(insertUntilRefused())).code).to.equal("unavailable");
    expect((await refusal(store.ping())).code).to.equal("unavailable");
    const asked = [
      claim(store),
      theJob(store, "x"),
      store.table(templatesTable).page({ limit: 10 }),
      store.countJobs(),
      store.backlog(),
    ];
    for (const { code, message, cause } of await Promise.all(asked.map(refusal))) {
      expect({ code, message }).to.deep.equal({ code: "unavailable", message: databaseAway });
      expect(cause, "for the log").to.be.an("error");
    }
    restart();
    expect(await untilAnswered(store)).to.be.below(10_000);
    expect(await store.knownJobs({ ids: acknowledged })).to.have.length(acknowledged.length);
    expect((await theJob(store, claimedJob.id)).state).to.equal("running");
    expect(claimed !== undefined && (await settle(store, claimed, ends.succeed))).to.equal(true);
    await submit(store);
  });

  it("is logged once when it begins and once when it ends", async function () {
    this.timeout(60_000);
    const { telemetry, logged, next } = recordingTelemetry();
    await cut();
    const store = createMongoStore({ url: database.url, telemetry });
    const away = next();
    const opening = store.open();
    const refuseMany = () =>
      Promise.all(Array.from({ length: 20 }, () => refusal(store.countJobs())));
    await refuseMany();
    await away;
    restart();
    await opening;
    expect(logged()).to.deep.equal(["warn store.away", "info store.back"]);
    await cut();
    for (let times = 0; times < 3; times++) await refuseMany();
    restart();
    await untilAnswered(store);
    await Promise.all(Array.from({ length: 20 }, () => store.countJobs()));
    await store.close();
    expect(logged()).to.deep.equal([
      "warn store.away",
      "info store.back",
      "warn store.away",
      "info store.back",
    ]);
  });

  it("costs a call a few seconds where the server is suspended, however many wait", async function () {
    this.timeout(60_000);
    if (restarted === undefined) {
      await cut();
      restart();
    }
    const store = await database.open();
    await untilAnswered(store);
    restarted?.kill("SIGSTOP");
    const begun = performance.now();
    const refused = await Promise.all(Array.from({ length: 40 }, () => refusal(submit(store))));
    const ms = performance.now() - begun;
    expect((await refusal(store.countJobs())).code).to.equal("unavailable");
    restarted?.kill("SIGCONT");
    for (const { code } of refused) expect(code).to.equal("unavailable");
    // The driver itself gives up after ten; a request has three on a quiet machine.
    expect(ms).to.be.below(8000);
    await untilAnswered(store);
    await submit(store);
    await store.close();
  });

  it("is logged with its cause even while no call is made", async function () {
    this.timeout(60_000);
    const { telemetry, logged, next } = recordingTelemetry();
    const store = await database.open(telemetry);
    const away = next();
    await cut();
    expect((await away).error).to.match(/^Mongo\w*Error: /);
    // A probe tells it at once, and not what it was told before.
    expect(store.writeFault()).to.equal(databaseAway);
    const back = next();
    restart();
    await back;
    expect(store.writeFault()).to.equal(null);
    expect(logged()).to.deep.equal(["warn store.away", "info store.back"]);
    await store.close();
  });

  it("delays the start of a store until the server is there", async function () {
    this.timeout(60_000);
    await cut();
    const store = createMongoStore({ url: database.url });
    const opening = store.open();
    expect((await refusal(store.ping())).code).to.equal("unavailable");
    restart();
    await opening;
    await submit(store);
    await store.close();
    expect((await refusal(store.ping())).code).to.equal("unavailable");
  });

  it("has the same message before the server was ever reached, and after the store is closed", async () => {
    const store = createMongoStore({ url: "mongodb://127.0.0.1:1/nowhere" });
    const ask = () => [
      store.ping(),
      claim(store),
      theJob(store, "x"),
      store.table(usersTable).get({ id: "x" }),
      submit(store),
    ];
    for (const { message } of await Promise.all(ask().map(refusal)))
      expect(message).to.equal(databaseAway);
    const opening = store.open();
    await store.close();
    await opening;
    for (const { message } of await Promise.all(ask().map(refusal)))
      expect(message).to.equal(databaseAway);
  });

  it("does not keep a store from closing that never reached the server", async function () {
    this.timeout(60_000);
    const store = createMongoStore({ url: "mongodb://127.0.0.1:1/nowhere" });
    const opening = store.open();
    await store.close();
    await opening;
  });

  it("is recognised in a socket's error, which the driver passes on as it is", () => {
    const thrown = Object.assign(new Error("This socket has been ended by the other party"), {
      code: "EPIPE",
    });
    expect(asRefusal(thrown)).to.include({ code: "unavailable" });
    expect(asRefusal(new TypeError("a fault of ours"))).to.be.instanceOf(TypeError);
  });
});
