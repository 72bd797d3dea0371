import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "@formwork/contracts/client/client";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aHome, type Running, signedIn, startFormwork } from "../support/formwork.ts";
import { jobReaches } from "../support/pages/job-page.ts";
import { startMongod } from "../support/servers/mongod.ts";
import type { Server } from "../support/servers/run-server.ts";

/**
 * A lease that outlasts the test: what happens within it happens for another reason. Jobs run as the
 * worker does, since they note in files of the test what they do.
 */
const settings = {
  FORMWORK_LEASE: "10m",
  FORMWORK_RESCUE_INTERVAL: "500ms",
  FORMWORK_JOB_USER: "same",
};

for (const store of ["SQLite", "MongoDB"] as const) {
  describe(`a job and its neighbours, on ${store}`, function () {
    this.timeout(120_000);
    let mongod: Server | undefined;
    let place: Awaited<ReturnType<typeof aHome>>;
    let running: Running;
    let client: Client;
    let address: Record<string, string>;
    const mark = (name: string) => join(place.home, name);

    before(async () => {
      mongod = store === "MongoDB" ? await startMongod() : undefined;
    });
    after(() => mongod?.stop());
    beforeEach(async () => {
      place = await aHome();
      address = mongod === undefined ? {} : { FORMWORK_STORE: databaseOf(mongod.url) };
      await start();
    });
    afterEach(async () => {
      await running.kill("SIGKILL");
      await place.remove();
    });

    async function start() {
      running = await startFormwork(place.home, { ...settings, ...address });
      client = await signedIn(running);
    }
    async function publish(name: string, script: string, more: object = {}) {
      await client.call("templates.publish", {
        params: { name },
        body: {
          ...{ name, title: name, payload: { type: "object" }, retry: { attempts: 1 } },
          run: { kind: "command", argv: ["sh", "-c", script] },
          ...more,
        },
      });
    }
    const submit = async (template: string) =>
      (await client.call("jobs.create", { body: { template } })).id;
    const control = (what: "cancel" | "retry", id: string) =>
      client.call(`jobs.${what}`, { params: { id } });
    const linesOf = (file: string) =>
      existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];

    it("lets nothing start in the place of a cancelled one before that has ended", async () => {
      const file = mark("marks");
      // It notes its start and its end, a second after TERM.
      await publish(
        "mutex",
        `echo start >> ${file}; trap 'echo cleaning; sleep 1; echo end >> ${file}; echo clean; exit 3' TERM; while :; do sleep 0.1; done`,
        { concurrency: { limit: 1 } },
      );
      const [first, second] = [await submit("mutex"), await submit("mutex")];
      await eventually(() => linesOf(file).length === 1, "the first to start");
      await control("cancel", first);
      await control("retry", first);
      await eventually(() => linesOf(file).length >= 3, "the next to start");
      expect(linesOf(file).slice(0, 3)).to.deep.equal(["start", "end", "start"]);
      const { items: attempts } = await client.call("jobs.attempts", { params: { id: first } });
      expect(attempts.at(0)).to.include({ state: "cancelled", exitCode: 3 });
      const { items: lines } = await client.call("jobs.logs", { params: { id: first }, query: {} });
      expect(lines.map(({ text }) => text)).to.include.members(["cleaning", "clean"]);
      for (const id of [first, second]) await control("cancel", id);
    });

    it("is taken over at once by the next start, and leaves no process or folder behind", async () => {
      const file = mark("pids");
      await publish(
        "long",
        `(setsid sh -c 'echo $$ >> ${file}; exec sleep 300' &) ; [ $FORMWORK_ATTEMPT = 2 ] || sleep 300`,
        { retry: { attempts: 3 } },
      );
      const id = await submit("long");
      await eventually(() => linesOf(file).length === 1, "it to run");
      await running.kill("SIGKILL");
      await start();
      await jobReaches(client, id, "succeeded");
      expect(linesOf(file)).to.have.length(2);
      expect(linesOf(file).filter(runs), "what detached itself").to.deep.equal([]);
      const [own, ...others] = await readdir(join(place.home, "tmp"));
      expect(others).to.deep.equal([]);
      expect(await readdir(join(place.home, "tmp", own ?? ""))).to.deep.equal(["owner.json"]);
    });
  });
}

/** Returns true while a process runs: one that has ended has no command line any more. */
function runs(pid: string): boolean {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) && readFileSync(file, "utf8") !== "";
}

let databases = 0;
/** Returns the address of a new database on a server. */
function databaseOf(url: string): string {
  const address = new URL(url);
  address.pathname = `/isolation-${databases++}`;
  return address.href;
}
