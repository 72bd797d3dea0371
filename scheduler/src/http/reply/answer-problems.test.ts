import { on } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { buildEngine } from "@formwork/engine/build-engine";
import type { Engine } from "@formwork/engine/engine";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { anEngineConfig } from "@formwork/engine/testing/an-engine-config";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { commonMongod } from "../../../../tests/support/servers/common-mongod.ts";
import { startProxy, type TcpProxy } from "../../../../tests/support/servers/proxy.ts";
import type { Server } from "../../../../tests/support/servers/run-server.ts";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

const root = join(import.meta.dirname, "..", "..");

describe("Problem details", () => {
  it("are written in one file only", () => {
    const sources = globSync("**/*.ts", { cwd: root }).filter(
      (file) => !/\.test\.ts$|^testing\//.test(file),
    );
    const writers = sources.filter((file) =>
      /problem\+json|ctx\.throw|status\s*[:=]\s*[45]\d\d/.test(
        readFileSync(join(root, file), "utf8"),
      ),
    );
    expect(writers).to.have.members([
      "http/reply/answer-problems.ts",
      "http/openapi/problem-responses.ts",
    ]);
  });
});

describe("A request whose caller disconnects", () => {
  it("ends the work, and is logged as such", async () => {
    const lines = new PassThrough();
    const logged = on(createInterface({ input: lines }), "line");
    const telemetry = createTelemetry({ level: "info", service: "test", to: lines });
    const listing = Promise.withResolvers<AbortSignal | undefined>();
    const list: Engine["jobs"]["list"] = async ({ signal }) => {
      listing.resolve(signal);
      return new Promise((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    };
    const app = await startApp({
      telemetry,
      wrap: (engine) => ({ ...engine, jobs: { ...engine.jobs, list } }),
    });
    const caller = new AbortController();
    const answer = fetch(`${app.url}/api/v1/jobs?q=x`, {
      headers: { authorization: `Bearer ${app.token}` },
      signal: caller.signal,
    }).catch(() => "gone");
    await listing.promise;
    caller.abort();
    expect(await answer).to.equal("gone");
    const events: string[] = [];
    for await (const [line] of logged) {
      const { event, operation, status } = JSON.parse(line);
      events.push(event);
      if (operation !== "jobs.list") continue;
      expect(status).to.equal(499);
      break;
    }
    expect(events).to.not.include("request.failed");
    await app.stop();
  });
});

describe("A caller that hangs up while it sends a body", () => {
  const logged: Record<string, unknown>[] = [];
  const to = { write: (line: string) => void logged.push(JSON.parse(line)) };
  const telemetry = createTelemetry({ level: "info", service: "test", to });
  let app: RunningApp;
  before(async () => {
    app = await startApp({ telemetry });
  });
  after(() => app.stop());

  for (const [path, length] of [
    ["/api/v1/jobs", 200],
    ["/api/v1/jobs/batch", 20_000_000],
  ] as const)
    it(`of ${length} bytes to ${path} is logged as 499, and as no fault of ours`, async () => {
      logged.length = 0;
      const { hostname, port } = new URL(app.url);
      const socket = connect(Number(port), hostname);
      const head = [
        `POST ${path} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        `Authorization: Bearer ${app.token}`,
        "Content-Type: application/json",
        `Content-Length: ${length}`,
      ];
      // The system sends what is written before the end of the connection.
      socket.write(`${head.join("\r\n")}\r\n\r\n{"jobs":[`, () => socket.destroy());
      const answered = () => logged.find(({ event }) => event === "request.answered");
      await eventually(() => answered() !== undefined, "the request is logged");
      expect(answered()).to.include({ level: "info", status: 499 });
      expect(logged.map(({ event }) => event)).to.not.include("request.failed");
    });
});

describe("Problem details while MongoDB is away", () => {
  const logged: Record<string, unknown>[] = [];
  const telemetry = createTelemetry({
    level: "info",
    service: "test",
    to: { write: (line) => void logged.push(JSON.parse(line)) },
  });
  const detail = "The database is away; try again in a moment";
  const body = { template: "echo", payload: { text: "hello" } };
  let server: Server;
  let proxy: TcpProxy;
  let onMongo: Engine;
  let app: RunningApp;
  let accounts: "there" | "away";

  before(async function () {
    this.timeout(120_000);
    server = await commonMongod();
    proxy = await startProxy(server.url);
    onMongo = await buildEngine(anEngineConfig({ store: proxy.url }), telemetry, ["worker"]);
    await onMongo.start();
    app = await startApp({ telemetry, wrap });
    await proxy.refuse();
  });
  after(async function () {
    this.timeout(60_000);
    await app.stop();
    await proxy.accept();
    await onMongo.stop();
    await proxy.close();
    await server.stop();
  });
  beforeEach(() => {
    accounts = "there";
    logged.length = 0;
  });
  /** Authenticates callers by an engine that answers, and calls the one without its database. */
  function wrap(engine: Engine): Engine {
    const { authenticate } = engine.accounts;
    const known: typeof authenticate = (token) =>
      (accounts === "there" ? authenticate : onMongo.accounts.authenticate)(token);
    return { ...engine, jobs: onMongo.jobs, accounts: { ...engine.accounts, authenticate: known } };
  }

  it("report a failed read, without an outcome", async () => {
    for (const path of ["/api/v1/jobs/x", "/api/v1/jobs", "/api/v1/jobs/stats"]) {
      const { json } = await app.ask(path);
      expect(json).to.include({
        status: 503,
        code: "unavailable",
        title: "Formwork cannot answer this right now",
        detail,
      });
    }
  });

  it("say of a write that it may have been done, and how to repeat it safely", async () => {
    const plain = await app.ask("/api/v1/jobs", { method: "POST", body });
    expect(plain.json.detail).to.equal(
      `${detail}. What you asked for may have been done all the same; look before you repeat it`,
    );
    const keyed = await app.ask("/api/v1/jobs", {
      method: "POST",
      body,
      headers: { "idempotency-key": "k" },
    });
    expect(keyed.json.detail).to.equal(
      `${detail}. What you asked for may have been done all the same; repeating it with the same Idempotency-Key is safe`,
    );
    const unkeyed = await app.ask("/api/v1/jobs/x/cancel", {
      method: "POST",
      headers: { "idempotency-key": "k" },
    });
    expect(unkeyed.json.detail, "where that header means nothing").to.contain(
      "look before you repeat it",
    );
  });

  it("say so of a write that breaks on our side as well, and of no read", async () => {
    const broken = () => Promise.reject(new RangeError("Invalid time value"));
    const own = await startApp({
      wrap: (engine) => ({ ...engine, jobs: { ...engine.jobs, submit: broken, list: broken } }),
    });
    const write = await own.ask("/api/v1/jobs", { method: "POST", body });
    expect(write.json).to.include({ status: 500, code: "internal" });
    expect(write.json.detail).to.contain("look before you repeat it").and.not.contain("Range");
    const read = await own.ask("/api/v1/jobs");
    expect(read.json).to.include({ status: 500 });
    expect(read.json.detail).to.not.contain("repeat");
    await own.stop();
  });

  it("report no unknown outcome of a request that was not authenticated", async () => {
    accounts = "away";
    const { json } = await app.ask("/api/v1/jobs", { method: "POST", body });
    expect(json).to.include({
      status: 503,
      title: "Formwork cannot answer this right now",
      detail,
    });
  });

  it("log the cause under the trace id, in the one line of the request", async () => {
    const { json } = await app.ask("/api/v1/jobs/x");
    expect(JSON.stringify({ ...json, type: "" })).to.not.match(
      /mongo|topology|ECONN|127\.0|findOne/i,
    );
    const lines = logged.filter(({ traceId }) => traceId === json.traceId);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({ event: "request.answered", level: "warn", code: "unavailable" });
    expect(lines[0]?.error).to.match(/^Mongo|fallen silent$/);
  });
});
