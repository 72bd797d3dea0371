import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { expect } from "chai";
import Koa from "koa";
import type { State } from "./context.ts";
import { holdRequests } from "./hold-requests.ts";
import { answerProblems } from "./reply/answer-problems.ts";
import { traceRequests } from "./request/trace-requests.ts";

describe("holdRequests", () => {
  const telemetry = silentTelemetry();
  let server: Server;
  let url: string;
  let started: PromiseWithResolvers<void>;

  async function serve(ms?: number) {
    started = Promise.withResolvers();
    const app = new Koa<State>();
    app.use(traceRequests({ telemetry })).use(answerProblems({ publicUrl: "", telemetry }));
    app.use(holdRequests(started.promise, ms));
    app.use((ctx) => {
      ctx.body = "answered";
    });
    server = createServer(app.callback()).listen(0, "127.0.0.1");
    await once(server, "listening");
    // A server that listens on a port has an AddressInfo.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  afterEach(() => void server.close());

  it("answers a call once the scheduler has started, and a probe before", async () => {
    await serve(60_000);
    const call = fetch(`${url}/api/v1/jobs`);
    expect((await fetch(`${url}/health/ready`)).status).to.equal(200);
    started.resolve();
    expect((await call).status).to.equal(200);
  });

  it("refuses a call where the start takes longer, with the time to come back", async () => {
    await serve(1);
    const reply = await fetch(`${url}/api/v1/jobs`);
    expect(reply.status).to.equal(503);
    expect(reply.headers.get("retry-after")).to.equal("1");
    expect(await reply.json()).to.include({ code: "unavailable" });
  });
});
