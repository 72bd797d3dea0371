import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import Koa from "koa";
import { createServer } from "../../../server.ts";
import type { State } from "../../context.ts";
import { answerProblems } from "../../reply/answer-problems.ts";
import { readBody } from "./read-body.ts";

describe("a body that is refused before it is read", () => {
  const telemetry = silentTelemetry();
  let server: ReturnType<typeof createServer>;
  let socket: Socket;

  beforeEach(async () => {
    const app = new Koa<State>();
    app.use(async (ctx, next) => {
      ctx.state.trace = { id: "of-test" } as State["trace"]; // No other part of it is read.
      await next();
    });
    app.use(answerProblems({ telemetry, publicUrl: "" }));
    const limits = { limit: 1000, maxPartBytes: 1000, maxItems: undefined, large: async () => {} };
    app.use(async (ctx) => {
      ctx.body = await readBody(ctx.req, limits);
    });
    server = createServer({ app, host: "127.0.0.1", port: 0, telemetry });
    socket = connect((await server.start()).port, "127.0.0.1").setEncoding("utf8");
    await once(socket, "connect");
  });
  afterEach(async () => {
    socket.destroy();
    await server.stop();
  });

  const head = (bytes: number) =>
    `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;

  for (const bytes of [2000, 300_000, 20 * 2 ** 20])
    it(`is read all the same, so that who sends ${bytes} bytes first has the reply`, async () => {
      socket.pause();
      socket.write(head(bytes));
      await new Promise<void>((resolve, reject) => {
        socket.once("error", reject).write(Buffer.alloc(bytes), () => resolve());
      });
      let reply = "";
      socket.on("data", (text) => {
        reply += String(text);
      });
      socket.resume();
      await eventually(() => reply.includes("too-large"), "the reply");
      expect(reply).to.match(/^HTTP\/1.1 413 /);
    });

  it("is not read without end", async () => {
    socket.on("error", () => undefined).resume();
    const closed = once(socket, "close").catch(() => undefined);
    socket.write(head(2 ** 40));
    const chunk = Buffer.alloc(2 ** 20);
    const more = (error?: Error | null) => void (error ?? socket.write(chunk, more));
    more();
    await closed;
    expect(socket.bytesWritten).to.be.below(400 * 2 ** 20);
  });

  it("is not waited for when its sender waits for the reply", async () => {
    socket.write(head(2 ** 20));
    const [reply] = await once(socket, "data");
    expect(String(reply)).to.match(/^HTTP\/1.1 413 /);
  });
});
