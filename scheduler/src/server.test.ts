import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { PassThrough } from "node:stream";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import Koa from "koa";
import type { State } from "./http/context.ts";
import { stopSignal } from "./http/request/disconnect-signal.ts";
import { createServer } from "./server.ts";

describe("The server", () => {
  const telemetry = silentTelemetry();
  const anApp = () => new Koa<State>();
  const aServer = (app: Koa<State>, more = {}) =>
    createServer({ app, host: "127.0.0.1", port: 0, telemetry, ...more });

  it("returns its port and address", async () => {
    const server = aServer(anApp());
    const { url, port } = await server.start();
    expect(url).to.equal(`http://127.0.0.1:${port}`);
    expect((await fetch(url)).status).to.equal(404);
    await server.stop();
  });

  it("reports a port in use, and what to do", async () => {
    const first = aServer(anApp());
    const { port } = await first.start();
    const error = await createServer({ app: anApp(), host: "127.0.0.1", port, telemetry })
      .start()
      .catch((reason: Error) => reason.message);
    expect(error).to.match(new RegExp(`Port ${port} on 127.0.0.1 is taken. Set FORMWORK_PORT`));
    await first.stop();
  });

  it("finishes open requests when it stops, and refuses new ones", async () => {
    const app = anApp();
    const [begun, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    app.use(async (ctx) => {
      begun.resolve();
      await finish.promise;
      ctx.body = "done";
    });
    const server = aServer(app);
    const { url } = await server.start();
    const agent = new Agent({ keepAlive: true });
    const answer = once(get(url, { agent }), "response");
    await begun.promise;
    const stopped = server.stop();
    await eventually(() => !server.server.listening, "the port to close");
    expect(await fetch(url).catch(() => "refused")).to.equal("refused");
    finish.resolve();
    const [response] = (await answer) as [IncomingMessage];
    expect(response.statusCode).to.equal(200);
    response.resume();
    await stopped;
    agent.destroy();
  });

  it("answers all whose connections wait to be accepted when it stops", async () => {
    const app = anApp();
    app.use((ctx) => {
      ctx.body = "done";
    });
    const server = aServer(app);
    const { url } = await server.start();
    const answers = Array.from({ length: 50 }, () =>
      once(get(url, { agent: false }), "response").then(
        ([response]) => response.resume().statusCode,
        (error) => error.code,
      ),
    );
    await once(server.server, "connection");
    const [statuses] = await Promise.all([Promise.all(answers), server.stop()]);
    expect(statuses).to.deep.equal(Array(50).fill(200));
  });

  it("cuts nobody off where callers come back faster than a busy server accepts", async () => {
    const app = anApp();
    app.use((ctx) => {
      for (const until = performance.now() + 10; performance.now() < until; );
      ctx.body = "done";
    });
    const server = aServer(app);
    const { url } = await server.start();
    const ends: string[] = [];
    const callAgainAndAgain = async (): Promise<void> => {
      try {
        const [response] = await once(get(url, { agent: false }), "response");
        await once(response.resume(), "end");
      } catch (error) {
        ends.push((error as NodeJS.ErrnoException).code ?? String(error));
        return;
      }
      return callAgainAndAgain();
    };
    const callers = Array.from({ length: 8 }, callAgainAndAgain);
    await once(server.server, "connection");
    await Promise.all([server.stop(), ...callers]);
    expect(ends).to.deep.equal(Array(8).fill("ECONNREFUSED"));
  });

  it("closes connections after their reply, while it stops", async () => {
    const app = anApp();
    const [begun, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    app.use(async (ctx) => {
      if (ctx.path === "/first") begun.resolve();
      if (ctx.path === "/first") await finish.promise;
      ctx.body = "done";
    });
    const server = aServer(app);
    const { port } = await server.start();
    const socket = connect(port, "127.0.0.1");
    let answered = "";
    socket.on("data", (bytes) => {
      answered += bytes;
    });
    socket.write("GET /first HTTP/1.1\r\nHost: here\r\n\r\n");
    await begun.promise;
    const stopped = server.stop();
    socket.write("GET /second HTTP/1.1\r\nHost: here\r\n\r\n");
    finish.resolve();
    await Promise.all([once(socket, "end"), stopped]);
    expect(answered.match(/^connection: .*$/gim)).to.deep.equal([
      "Connection: keep-alive",
      "connection: close",
    ]);
  });

  it("ends open streams when it stops", async () => {
    const app = anApp();
    app.use((ctx) => {
      const stream = new PassThrough();
      stream.write("first");
      stopSignal(ctx).addEventListener("abort", () => stream.end("last"));
      ctx.body = stream;
    });
    const server = aServer(app);
    const { url } = await server.start();
    const response = await fetch(url);
    await server.stop();
    expect(await response.text()).to.equal("firstlast");
  });

  it("closes connections that do not end in time", async () => {
    const app = anApp();
    const begun = Promise.withResolvers<void>();
    app.use(() => {
      begun.resolve();
      return new Promise(() => undefined);
    });
    const server = aServer(app, { graceMs: 20 });
    const { url } = await server.start();
    const answer = fetch(url).catch(() => "cut off");
    await begun.promise;
    await server.stop();
    expect(await answer).to.equal("cut off");
  });

  it("stops twice, and before it was started", async () => {
    const server = aServer(anApp());
    await server.stop();
    await server.start();
    await Promise.all([server.stop(), server.stop()]);
  });
});
