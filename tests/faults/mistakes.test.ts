import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { MongoClient } from "mongodb";
import { io } from "socket.io-client";
import { aHome, signedIn, signIn, startFormwork } from "../support/formwork.ts";
import { jobEnds } from "../support/job-ends.ts";
import { execute } from "../support/servers/run-server.ts";
import { type ServiceProcess, serviceSettings, startService } from "../support/service.ts";
import type { Servers } from "./harness/fleet/fleet.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";

const main = new URL("../../cli/src/main.ts", import.meta.url).pathname;

/** A template of a module whose result says which of two folders it came from. */
const greet = (title: string) => ({
  ...{ name: "greet", title, payload: { type: "object" } },
  run: { kind: "module", file: "greet.mjs" },
});

describe("what an operator gets wrong", function () {
  this.timeout(180_000);
  let place: Awaited<ReturnType<typeof aHome>>;
  let ending: (() => unknown)[];
  beforeEach(async () => {
    place = await aHome();
    ending = [];
  });
  afterEach(async () => {
    for (const end of ending.reverse()) await end();
    await place.remove();
  });

  /** Runs a part until it ends; returns its exit code and what it printed on stderr. */
  async function startInVain(part: string, settings: Record<string, string>) {
    const { PATH = "" } = process.env;
    const child = spawn(process.execPath, [main, part], { env: { PATH, ...settings } });
    ending.push(() => child.kill("SIGKILL"));
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    return { code, lines: said.trim().split("\n") };
  }
  const alone = (settings: Record<string, string> = {}) => ({
    ...{ FORMWORK_HOME: place.home, FORMWORK_PORT: "0", ...settings },
  });
  const folderOf = async (name: string, title = name) => {
    const folder = join(place.home, name);
    await mkdir(join(folder, "greet"), { recursive: true });
    await writeFile(join(folder, "greet/template.json"), JSON.stringify(greet(title)));
    await writeFile(
      join(folder, "greet/greet.mjs"),
      `export const run = () => ${JSON.stringify(title)};`,
    );
    return folder;
  };

  it("an upgrade is undone by the backup; the newer database ends a start with one message", async () => {
    const running = await startFormwork(place.home);
    const client = await signedIn(running);
    const { id } = await client.call("jobs.create", {
      body: { template: "sample-job", payload: { steps: 1 }, delay: "1s" },
    });
    const [file, env] = [join(place.home, "before.tar.gz"), { ...process.env, ...alone() }];
    await execute(process.execPath, [main, "backup", file], { env });
    await running.kill();
    const database = new DatabaseSync(join(place.home, "data/formwork.db"));
    database.exec("insert into migrations values (97, 0)");
    database.close();

    const { code, lines } = await startInVain("start", alone());
    expect(code).to.equal(1);
    expect(lines.filter((line) => !line.startsWith("{"))).to.have.length(1);
    expect(lines.at(-1)).to.contain("has schema 97").and.contain("restore a backup");
    await execute(process.execPath, [main, "restore", file], { env });
    const again = await startFormwork(place.home);
    ending.push(() => again.kill("SIGKILL"));
    expect((await jobEnds((await signIn(again.url)).client, id)).state).to.equal("succeeded");
  });

  it("settings that cannot be used are named, and no secret among them is shown", async () => {
    const secrets = {
      FORMWORK_STORE: "mongo://user:PASSW0RD@host/db",
      FORMWORK_BUS: "ampq://user:PASSW0RD@host",
      FORMWORK_ADMIN_PASSWORD: "PASSW0R",
      FORMWORK_TOKEN_SECRET: "PASSW0RD",
    };
    const refused = await startInVain("start", alone({ ...secrets, FORMWORK_CONCURENCY: "4" }));
    expect(refused.code).to.equal(1);
    const said = refused.lines.join("\n");
    for (const name of [...Object.keys(secrets), "FORMWORK_CONCURRENCY"])
      expect(said).to.contain(name);
    expect(said).to.not.contain("PASSW0R");

    const host = await startInVain("start", alone({ FORMWORK_HOST: "192.0.2.7" }));
    expect(host.lines.at(-1)).to.contain("FORMWORK_HOST");
    const home = await startInVain("start", alone({ FORMWORK_HOME: "/etc/hostname/home" }));
    expect(home.lines.at(-1)).to.contain("FORMWORK_HOME cannot be used");
    const service = {
      FORMWORK_STORE: "mongodb://127.0.0.1:1/db",
      FORMWORK_BUS: "amqp://127.0.0.1:1",
    };
    for (const [part, given] of [
      ["start", {}],
      ["worker", { ...service, FORMWORK_SEAL_KEY: "x".repeat(40) }],
    ] as const) {
      // Where folders cannot be made, although the one above is there.
      const nowhere = await startInVain(part, alone({ ...given, FORMWORK_HOME: "/proc/formwork" }));
      expect(nowhere.code, part).to.equal(1);
      expect(nowhere.lines.at(-1), part).to.contain("FORMWORK_HOME cannot be used");
    }
    const none = join(place.home, "no-such-folder");
    const templates = await startInVain("start", alone({ FORMWORK_TEMPLATES: none }));
    expect(templates.code).to.equal(1);
    expect(templates.lines.at(-1)).to.contain("FORMWORK_TEMPLATES").and.contain(none);
  });

  it("a limit of a few open files is warned of, logged when it is reached, and passes", async () => {
    const limit = 64;
    const { PATH = "" } = process.env;
    const env = { PATH, ...alone() };
    const script = `ulimit -n ${limit}; exec "$@"`;
    const child = spawn("sh", ["-c", script, "sh", process.execPath, main, "start"], { env });
    ending.push(() => child.kill("SIGKILL"));
    let [out, log] = ["", ""];
    child.stdout.on("data", (part) => {
      out += part;
    });
    child.stderr.on("data", (part) => {
      log += part;
    });
    const url = await eventually(
      () => /ready on (\S+)/.exec(out)?.[1],
      () => log,
      60_000,
    );
    expect(log).to.contain('"event":"files.limit-low"');
    const { hostname, port } = new URL(url);
    const sockets = Array.from({ length: 2 * limit }, () => {
      const socket = connect(Number(port), hostname);
      return socket.on("error", () => undefined);
    });
    await eventually(
      () => log.includes('"event":"files.exhausted"'),
      () => log,
      60_000,
    );
    for (const socket of sockets) socket.destroy();
    await eventually(
      () => log.includes('"event":"files.available"'),
      () => log,
      60_000,
    );
    expect((await fetch(`${url}/health/ready`)).status).to.equal(200);
    expect(log.match(/files\.exhausted/g)).to.have.length(1);
  });

  describe("among several services:", () => {
    let servers: Servers;
    before(async () => {
      servers = await sharedServers();
    });

    async function start(
      part: Parameters<typeof startService>[0],
      settings: Record<string, string> = {},
    ): Promise<ServiceProcess> {
      const service = await startService(part, { ...shared(), ...settings });
      ending.push(() => service.end("SIGKILL"));
      return service;
    }
    const shared = () => ({
      ...serviceSettings({
        ...{ home: place.home, store: servers.mongod.url, bus: servers.broker.url },
      }),
    });
    const eventsOf = ({ logs }: ServiceProcess) => logs.map((line) => JSON.parse(line).event);

    it("a worker with another key runs nothing in the place of a secret, and is not ready", async () => {
      const definition = {
        ...{ name: "keeps", title: "Keeps", retry: { attempts: 3 } },
        payload: {
          type: "object",
          properties: { word: { type: "string", writeOnly: true } },
        },
        run: { kind: "module", file: "keeps.mjs" },
      };
      const folder = join(place.home, "keeps");
      await mkdir(folder);
      await writeFile(join(folder, "keeps.json"), JSON.stringify(definition));
      await writeFile(
        join(folder, "keeps.mjs"),
        "export const run = ({ payload }) => payload.word.length;",
      );
      const { url } = await start("scheduler", { FORMWORK_TEMPLATES: folder });
      const { client } = await signIn(url);
      const { id } = await client.call("jobs.create", {
        body: { template: "keeps", payload: { word: "twelve words" } },
      });
      const wrong = await start("worker", {
        FORMWORK_SEAL_KEY: "another-key-for-this-worker-alone-40-letters",
      });
      const failed = await jobEnds(client, id);
      expect(failed).to.include({ state: "failed", attempt: 1, result: null });
      expect(failed.error).to.include({ reason: "secret-unreadable" });
      expect((await wrong.health()).checks.key?.ok).to.equal(false);
      expect((await wrong.health()).httpStatus).to.equal(503);
      expect(eventsOf(wrong)).to.include("key.other");
      await wrong.end();
      await start("worker");
      await client.call("jobs.retry", { params: { id } });
      expect((await jobEnds(client, id)).result).to.equal("twelve words".length);
    });

    it("a notifier with another token secret refuses sockets, and says why", async () => {
      const scheduler = await start("scheduler");
      const notifier = await start("notifier", {
        FORMWORK_TOKEN_SECRET: "another secret than that of the scheduler, 48",
      });
      const { token } = await signIn(scheduler.url);
      const socket = io(notifier.url, { transports: ["websocket"], auth: { token } });
      ending.push(() => socket.close());
      await new Promise((resolve) => socket.once("connect_error", resolve));
      await eventually(() => eventsOf(notifier).includes("token.foreign"), "the warning");
    });

    it("folders that differ: a restart takes nothing back, and a worker needs none", async () => {
      const [older, newer] = [await folderOf("older"), await folderOf("newer")];
      const first = await start("scheduler", { FORMWORK_TEMPLATES: older });
      await start("scheduler", { FORMWORK_TEMPLATES: newer });
      await first.end();
      const again = await start("scheduler", { FORMWORK_TEMPLATES: older });
      expect(eventsOf(first)).to.include("template.published");
      expect(eventsOf(again)).to.not.include("template.published");
      const { client } = await signIn(again.url);
      const { version } = await client.call("templates.get", { params: { name: "greet" } });
      expect(version).to.equal(2);
      const { items } = await client.call("templates.faults", {});
      expect(items.map(({ message }) => message).join()).to.contain("another scheduler published");
      await rm(newer, { recursive: true });
      await start("worker", { FORMWORK_TEMPLATES: join(place.home, "no-such-folder") });
      const { id } = await client.call("jobs.create", { body: { template: "greet" } });
      expect((await jobEnds(client, id)).result).to.equal("newer");
    });

    it("a database of a newer Formwork ends scheduler and worker with one message", async () => {
      await (await start("scheduler")).end();
      const mongo = await MongoClient.connect(servers.mongod.url);
      ending.push(() => mongo.close());
      const schema = { _id: "schema" } as object;
      const meta = mongo.db().collection("meta");
      const before = await meta.findOne(schema);
      await meta.updateOne(schema, { $set: { version: 97 } });
      try {
        for (const part of ["scheduler", "worker"]) {
          const { code, lines } = await startInVain(part, shared());
          expect(code, part).to.equal(1);
          const said = lines.filter((line) => !line.startsWith("{"));
          expect(said, part).to.have.length(1);
          expect(said[0]).to.contain("schema 97");
        }
      } finally {
        await meta.updateOne(schema, { $set: { version: before?.version } });
      }
    });
  });
});
