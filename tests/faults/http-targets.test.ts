import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Client, createClient } from "@formwork/contracts/client/client";
import type { SubmitJob } from "@formwork/contracts/job";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { jobEnds } from "../support/job-ends.ts";
import { callsTo } from "./harness/calls.ts";
import type { Fleet } from "./harness/fleet/fleet.ts";
import { withEmbedded } from "./harness/fleet/with-embedded.ts";

/** A server that jobs call, and the connections that are open to it. */
type Target = { url: string; open: Set<Socket>; close: () => void };

const trickleMs = 20;

/** Sends `text` again and again, until the connection is closed. */
function trickle(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), trickleMs);
  socket.on("close", () => clearInterval(timer));
}
/** Sends as fast as the other side reads. */
function flood(socket: Socket): void {
  const piece = Buffer.alloc(64 * 1024, "x");
  const more = () => {
    while (socket.writable && socket.write(piece));
  };
  socket.on("drain", more);
  more();
}
const head = "HTTP/1.1 200 OK\r\n";
const misbehaving: Record<string, { answer: (socket: Socket) => void; reason: string }> = {
  "sends nothing": { answer: () => undefined, reason: "timeout" },
  "sends headers without end": {
    answer(socket) {
      socket.write(head);
      trickle(socket, "x-more: 1\r\n");
    },
    reason: "timeout",
  },
  "sends a body a byte at a time": {
    answer(socket) {
      socket.write(`${head}\r\n`);
      trickle(socket, ".");
    },
    reason: "timeout",
  },
  "sends a body without end": {
    answer(socket) {
      socket.write(`${head}\r\n`);
      flood(socket);
    },
    reason: "too-large",
  },
};

describe("jobs that call a target", function () {
  this.timeout(120_000);
  const targets: Target[] = [];
  afterEach(() => {
    for (const target of targets.splice(0)) target.close();
  });

  async function listen(server: Server): Promise<Target> {
    const open = new Set<Socket>();
    server.on("connection", (socket: Socket) => {
      open.add(socket);
      socket.on("error", () => undefined); // `close` follows
      socket.on("close", () => open.delete(socket));
      socket.resume(); // It has no end otherwise.
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo; // it listens on TCP
    const close = () => {
      server.close();
      for (const socket of open) socket.destroy();
    };
    const target = { url: `http://127.0.0.1:${port}/`, open, close };
    targets.push(target);
    return target;
  }
  const withCalls = (use: (fleet: Fleet, client: Client) => Promise<void>) =>
    withEmbedded(
      (fleet) => {
        const [{ url } = { url: "" }] = fleet.schedulers;
        return use(fleet, createClient({ baseUrl: url, token: fleet.token }));
      },
      // A lease that a busy machine can renew: a second attempt would be for another reason.
      { settings: { FORMWORK_OUTBOUND_ALLOW: "127.0.0.1", FORMWORK_LEASE: "10s" } },
    );

  it("that misbehaves fail in time, close their connections, and hold up no others", () =>
    withCalls(async (_fleet, client) => {
      const submit = (url: string, options: Partial<SubmitJob> = {}) =>
        client.call("jobs.create", { body: { template: "call", payload: { url }, ...options } });
      const runs = await Promise.all(
        Object.entries(misbehaving).map(async ([what, { answer, reason }]) => {
          const target = await listen(createTcpServer(answer));
          const { id } = await submit(target.url, { timeout: "4s", maxAttempts: 1 });
          return { what, reason, target, id };
        }),
      );
      const well = await listen(createServer((_, response) => void response.end("well")));
      const calm = await submit(well.url);
      expect((await jobEnds(client, calm.id)).result).to.include({ status: 200, body: "well" });
      for (const { what, reason, target, id } of runs) {
        const job = await jobEnds(client, id);
        expect(job, what).to.include({ state: "failed", attempt: 1, crashes: 0 });
        expect(job.error, what).to.include({ reason });
        await eventually(() => target.open.size === 0, `the connection that ${what} to be closed`);
      }
    }));

  it("are repeated under one key when their worker dies before it stores the answer", () =>
    withCalls(async ({ schedulers: [one], ...fleet }, client) => {
      const seen: string[] = [];
      const answer: RequestListener = (request, response) => {
        seen.push(String(request.headers["idempotency-key"]));
        response.end("done");
      };
      const { url } = await listen(createServer(answer));
      const calls = callsTo({ schedulers: one === undefined ? [] : [one], token: fleet.token });
      let hasCrashed = false;
      const crashing = one?.crash("before-settle", 1, 60_000).then(() => {
        hasCrashed = true;
      });
      const jobs: { id: string }[] = [];
      // The first ones may still be run by the process that is to make room for the one that dies.
      do {
        // One key a submit: a scheduler that dies may have stored the job whose answer is lost.
        const headers = { "idempotency-key": randomUUID() };
        jobs.push(
          await calls.untilAnswered((client) =>
            client.call("jobs.create", { body: { template: "call", payload: { url } }, headers }),
          ),
        );
        await Promise.race([crashing, pause(200)]);
      } while (!hasCrashed);
      for (const { id } of jobs)
        expect(await jobEnds(client, id)).to.include({ state: "succeeded", failures: 0 });
      const keys = new Set(seen);
      expect([...keys].sort(), "one key for each job").to.deep.equal(
        jobs.map(({ id }) => `${id}:1`).sort(),
      );
      expect(seen.length, "a call that was made twice").to.be.above(keys.size);
    }));
});
