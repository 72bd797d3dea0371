import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { expect } from "chai";
import Koa from "koa";
import { type RunningApp, startApp } from "../testing/start-app.ts";
import type { State } from "./context.ts";
import { answerProblems } from "./reply/answer-problems.ts";
import { refuseForeignHosts } from "./request/refuse-foreign-hosts.ts";
import { traceRequests } from "./request/trace-requests.ts";

describe("HTTP in its corners", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  /** Sends a request with headers that `fetch` does not let through; returns its status. */
  const statusOf = (url: string, headers: Record<string, string>, method = "GET") =>
    new Promise<number | undefined>((resolve, reject) => {
      request(url, { headers, method }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });

  it("sends a reply as it is to who takes no encoding", async () => {
    for (const encoding of ["identity;q=0", "*;q=0", "bogus", ""])
      expect(await statusOf(`${app.url}/openapi.json`, { "accept-encoding": encoding })).to.equal(
        200,
      );
  });

  it("answers in HTTP/1.1 where another protocol is offered", async () => {
    const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c" };
    expect(await statusOf(`${app.url}/health/live`, headers)).to.equal(200);
  });

  it("answers whoever expects what is not of HTTP, as if nothing was expected", async () => {
    for (const expected of ["x", "200-ok", "100-continue, x"])
      expect(await statusOf(`${app.url}/health/live`, { expect: expected })).to.equal(200);
  });

  it("says what is wrong with what it cannot read", async () => {
    const long = "a".repeat(20_000);
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
    socket.write(`GET /?q=${long} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    const reply = await text(socket);
    expect(reply)
      .to.match(/^HTTP\/1\.1 431 /)
      .and.contain("headers-too-large");
  });

  it("names the methods that an address has, and no id of that name", async () => {
    const { status, headers } = await app.ask("/api/v1/jobs/stats", { method: "POST" });
    expect([status, headers.get("allow")]).to.deep.equal([405, "HEAD, GET"]);
  });

  it("has one way to write a path", async () => {
    expect((await app.ask("/api/v1/jobs")).status).to.equal(200);
    expect((await app.ask("/api/v1/jobs/")).status).to.equal(404);
    expect((await app.ask("/API/v1/jobs")).status).to.equal(404);
  });

  it("refuses the name of another site only with its guard", async () => {
    for (const [guards, expected] of [
      [[], 404],
      [[refuseForeignHosts({ publicUrl: "http://127.0.0.1" })], 421],
    ] as const) {
      const koa = new Koa<State>();
      koa.use(traceRequests({ telemetry: silentTelemetry() }));
      koa.use(answerProblems({ telemetry: silentTelemetry(), publicUrl: "" }));
      for (const guard of guards) koa.use(guard);
      const server = koa.listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const { port } = Object(server.address());
      const url = `http://127.0.0.1:${port}/`;
      expect(await statusOf(url, { host: "evil.example" })).to.equal(expected);
      expect(await statusOf(url, { host: `localhost:${port}` })).to.equal(404);
      server.closeAllConnections();
      server.close();
    }
  });
});
