import { expect } from "chai";
import { mongo } from "mongoose";
import { findMongod } from "../../../../../tests/support/servers/mongod.ts";
import {
  freePort,
  listens,
  runServer,
  type Server,
} from "../../../../../tests/support/servers/run-server.ts";
import { createTelemetry } from "../../../runtime/telemetry.ts";
import { eventually } from "../../../testing/eventually.ts";
import { createMongoStore } from "../mongo.ts";

describe("a fault in FORMWORK_STORE", () => {
  let server: Server;
  let host: string;
  const lines: Record<string, unknown>[] = [];
  const telemetry = createTelemetry({
    ...{ level: "info", service: "test" },
    to: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  before(async function () {
    this.timeout(120_000);
    const [program, port] = [await findMongod(), await freePort()];
    host = `127.0.0.1:${port}`;
    server = await runServer({
      name: "mongod",
      url: `mongodb://${host}`,
      command: (folder) => ({
        program,
        args: ["--auth", "--dbpath", folder, "--port", String(port), "--bind_ip", "127.0.0.1"],
      }),
      ready: () => listens(port),
    });
    await make(`mongodb://${host}`, "root", [{ role: "root", db: "admin" }]);
    await make(`mongodb://root:secret@${host}`, "powerless", []);
    await make(`mongodb://root:secret@${host}`, "form@work", [{ role: "readWrite", db: "jobs" }]);
  });
  after(async function () {
    this.timeout(30_000);
    await server?.stop();
  });

  async function make(url: string, user: string, roles: mongo.Document[]): Promise<void> {
    const client = await new mongo.MongoClient(url).connect();
    await client.db("admin").command({ createUser: user, pwd: "secret", roles });
    await client.close();
  }
  /** Returns why the store does not start with an address; null when it does. */
  async function refusalOf(url: string): Promise<string | null> {
    const store = createMongoStore({ url });
    const message = await store.open().then(
      () => null,
      (error: Error) => error.message,
    );
    await store.close();
    return message;
  }

  it("is not reported for a user with its password and the rights it needs", async () => {
    expect(await refusalOf(`mongodb://form%40work:secret@${host}/jobs?authSource=admin`)).to.equal(
      null,
    );
  });

  it("is a wrong password, or a user of another database", async () => {
    const wrong = await refusalOf(`mongodb://form%40work:guessed@${host}/jobs?authSource=admin`);
    const elsewhere = await refusalOf(`mongodb://form%40work:secret@${host}/jobs`);
    for (const message of [wrong, elsewhere])
      expect(message).to.match(
        /^MongoDB refused the user "form@work" of FORMWORK_STORE\. Check .*authSource/,
      );
    expect(wrong).to.not.contain("guessed");
    expect(elsewhere).to.not.contain("secret");
  });

  it("is a user without rights", async () => {
    expect(await refusalOf(`mongodb://powerless:secret@${host}/jobs?authSource=admin`)).to.equal(
      'MongoDB refused the user "powerless" of FORMWORK_STORE the rights it needs. Give it the role readWrite on the database "jobs".',
    );
  });

  it("is a missing user where the server requires one", async () => {
    expect(await refusalOf(`mongodb://${host}/jobs`)).to.match(
      /^MongoDB asks for a user, and FORMWORK_STORE names none\. Write mongodb:/,
    );
  });

  it("is a wrong replica set, of which the log says more than that it takes time", async () => {
    const store = createMongoStore({ url: `mongodb://${host}/jobs?replicaSet=wrong`, telemetry });
    const opening = store.open();
    const away = await eventually(
      () => lines.find(({ event }) => event === "store.away"),
      "the line",
      30_000,
    );
    await store.close();
    await opening.catch(() => undefined);
    expect(away).to.include({ level: "error" });
    expect(away?.advice).to.match(/^No server of FORMWORK_STORE .* "wrong"/);
  }).timeout(40_000);

  for (const address of [
    "mongodb://",
    "mongodb://user:secret@",
    "mongodb://user:sec@ret@host/jobs",
    "mongodb://user:sec/ret@host/jobs",
    "mongodb://user:secret?x@host/jobs",
    "mongodb://user:sec%ret@host/jobs",
    "mongodb://user:secret@host:port/jobs",
    "mongodb://user:secret@host,/jobs",
    "mongodb://user:secret@host/jobs?nonsense=1",
    "mongodb+srv://user:secret@host.example:27017/jobs",
  ])
    it(`is the malformed ${address}, and no part of it is repeated`, async () => {
      const message = await refusalOf(address);
      expect(message).to.match(
        /^FORMWORK_STORE is no address that MongoDB understands\. Write mongodb:\/\/user:password@host:27017\/database,/,
      );
      expect(message).to.not.match(/sec|nonsense|jobs/);
    });
});
