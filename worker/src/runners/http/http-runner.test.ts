import type { IncomingMessage } from "node:http";
import type { HttpRun } from "@formwork/contracts/run";
import { systemClock } from "@formwork/engine/runtime/clock";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { expect } from "chai";
import { testServer } from "../../testing/http-server.ts";
import { runOne } from "../../testing/run-one.ts";
import { createDialer, type Dialer } from "./dialer.ts";
import { createHttpRunner, type HttpLimits } from "./http-runner.ts";

describe("an http job", () => {
  const server = testServer();
  const other = testServer();
  let dialer: Dialer;
  afterEach(() => dialer.close());

  function call(
    run: Omit<HttpRun, "kind">,
    payload: Record<string, unknown> = {},
    limits: Partial<HttpLimits> = {},
    allow = ["127.0.0.1"],
  ) {
    dialer = createDialer({ allow });
    const runner = createHttpRunner({
      dialer,
      clock: systemClock,
      templatesFolder: "/srv/templates",
      limits,
    });
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    return runOne(runner, anAssignment({ run: { kind: "http", ...run }, payload, traceparent }));
  }
  const answer = (status: number, headers: Record<string, string> = {}, body = "") =>
    server.answer((_, response) => response.writeHead(status, headers).end(body));

  it("sends what its template describes, and has status, headers and body as its result", async () => {
    let seen: IncomingMessage | undefined;
    let body = "";
    server.answer((request, response) => {
      seen = request;
      request
        .on("data", (chunk) => (body += chunk))
        .on("end", () =>
          response
            .writeHead(201, { "content-type": "application/json", "set-cookie": "s=1" })
            .end('{"ok":true}'),
        );
    });
    const job = call(
      {
        method: "POST",
        url: server.url("/items/{{payload.id}}"),
        headers: { "X-Who": "{{payload.who}}" },
        body: { count: "{{payload.count}}" },
      },
      { id: "a/b", who: "me", count: 3 },
    );
    const outcome = await job.outcome;
    expect(outcome).to.deep.include({ outcome: "succeeded" });
    expect(outcome).to.have.nested.property("result.status", 201);
    expect(outcome).to.have.deep.nested.property("result.body", { ok: true });
    expect(outcome).to.not.have.nested.property("result.headers.set-cookie");
    expect(seen?.method).to.equal("POST");
    expect(seen?.url).to.equal("/items/a%2Fb");
    expect(seen?.headers).to.include({
      "x-who": "me",
      "idempotency-key": "job-1:1",
      "content-type": "application/json",
    });
    expect(seen?.headers.traceparent).to.match(
      /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/,
    );
    expect(JSON.parse(body)).to.deep.equal({ count: 3 });
    expect(job.lines[0]?.text).to.match(
      /^POST http:\/\/127\.0\.0\.1:\d+\/items\/a%2Fb → 201 in \d+ ms$/,
    );
  });

  it("leaves the query, which may hold secrets, out of the log", async () => {
    const job = call({ url: server.url("/?token={{payload.token}}") }, { token: "hush" });
    await job.outcome;
    expect(job.lines.map(({ text }) => text).join())
      .to.contain("/?…")
      .and.not.contain("hush");
  });

  it("has an answer as its text where a value of it would be changed, and says why", async () => {
    const body = '{"ok":true,"id":1234567890123456789}';
    answer(200, { "content-type": "application/json" }, body);
    const job = call({ url: server.url(), expect: { json: { ok: true } } });
    const outcome = await job.outcome;
    expect(outcome).to.include({ outcome: "succeeded" });
    expect(outcome).to.have.nested.property("result.body", body);
    expect(outcome).to.not.have.nested.property("result.json");
    expect(job.lines.at(-1)?.text).to.contain("/id is too long a number");
  });

  for (const status of [408, 425, 429, 500, 502, 503]) {
    it(`is retried after a ${status}`, async () => {
      answer(status);
      expect(await call({ url: server.url() }).outcome)
        .to.deep.include({ outcome: "failed", reason: "status" })
        .and.not.have.property("fatal");
    });
  }
  for (const status of [400, 401, 404, 422]) {
    it(`is not retried after a ${status} unless its template says so`, async () => {
      answer(status);
      expect(await call({ url: server.url() }).outcome).to.have.property("fatal", true);
      await dialer.close();
      expect(await call({ url: server.url(), retryOn: [status] }).outcome).to.not.have.property(
        "fatal",
      );
    });
  }

  it("is delayed as Retry-After asks, at most an hour", async () => {
    answer(429, { "retry-after": "7" });
    expect(await call({ url: server.url() }).outcome).to.have.property("delayMs", 7000);
    await dialer.close();
    answer(503, { "retry-after": "Wed, 01 Jan 2098 00:00:00 GMT" });
    expect(await call({ url: server.url() }).outcome).to.have.property("delayMs", 3_600_000);
  });

  it("succeeds with the status that its template expects, also one from the payload", async () => {
    answer(404);
    expect(
      await call({ url: server.url(), expect: { status: [200, 404] } }).outcome,
    ).to.have.property("outcome", "succeeded");
    await dialer.close();
    expect(
      await call({ url: server.url(), expect: { status: "{{payload.status}}" } }, { status: 404 })
        .outcome,
    ).to.have.property("outcome", "succeeded");
    await dialer.close();
    expect(await call({ url: server.url(), expect: { status: 200 } }).outcome).to.deep.include({
      outcome: "failed",
      reason: "status",
    });
  });

  it("compares the response with the JSON that its template expects", async () => {
    answer(
      200,
      { "content-type": "application/health+json" },
      '{"status":"pass","checks":{"db":"up","at":1}}',
    );
    expect(
      await call({ url: server.url(), expect: { json: { checks: { db: "up" } } } }).outcome,
    ).to.have.property("outcome", "succeeded");
    await dialer.close();
    expect(
      await call({ url: server.url(), expect: { json: { checks: { db: "down" } } } }).outcome,
    ).to.have.property("reason", "unexpected-json");
  });

  describe("and a redirect", () => {
    it("follows it, up to five times", async () => {
      let left = 5;
      server.answer((_, response) =>
        left-- > 0 ? response.writeHead(302, { location: "/next" }).end() : response.end("there"),
      );
      expect(await call({ url: server.url() }).outcome).to.have.nested.property(
        "result.body",
        "there",
      );
      await dialer.close();
      answer(302, { location: "/again" });
      expect(await call({ url: server.url() }).outcome).to.deep.include({
        reason: "redirects",
        fatal: true,
      });
    });

    it("checks the address of each redirect", async () => {
      answer(302, { location: other.url() });
      const allow = [`127.0.0.1:${server.port()}`];
      expect(await call({ url: server.url() }, {}, {}, allow).outcome).to.deep.include({
        reason: "address-refused",
        fatal: true,
      });
    });

    it("sends credentials to their own origin only", async () => {
      const seen: (string | undefined)[] = [];
      const record = (request: IncomingMessage) =>
        seen.push(
          request.headers.authorization,
          request.headers.cookie,
          String(request.headers["x-kept"]),
        );
      server.answer((request, response) => {
        record(request);
        response.writeHead(307, { location: request.url === "/" ? "/same" : other.url() }).end();
      });
      other.answer((request, response) => {
        record(request);
        response.end();
      });
      await call({
        url: server.url(),
        headers: { Authorization: "Bearer x", Cookie: "a=b", "X-Kept": "k" },
      }).outcome;
      expect(seen).to.deep.equal([
        "Bearer x",
        "a=b",
        "k",
        "Bearer x",
        "a=b",
        "k",
        undefined,
        undefined,
        "k",
      ]);
    });

    it("changes a POST into a GET after a 303, and not after a 307", async () => {
      const seen: string[] = [];
      server.answer((request, response) => {
        seen.push(`${request.method} ${request.url}`);
        if (request.url === "/kept") response.writeHead(303, { location: "/end" }).end();
        else if (request.url === "/") response.writeHead(307, { location: "/kept" }).end();
        else response.end();
      });
      await call({ method: "POST", url: server.url(), body: { a: 1 } }).outcome;
      expect(seen).to.deep.equal(["POST /", "POST /kept", "GET /end"]);
    });
  });

  describe("and a misbehaving target", () => {
    it("fails when no response arrives", async () => {
      server.answer(() => undefined);
      expect(await call({ url: server.url() }, {}, { headersMs: 200 }).outcome).to.deep.include({
        outcome: "failed",
        reason: "headers-timeout",
      });
    });

    it("fails when the response stops in its middle", async () => {
      server.answer((_, response) => void response.write("half"));
      expect(await call({ url: server.url() }, {}, { bodyMs: 200 }).outcome).to.deep.include({
        outcome: "failed",
        reason: "body-timeout",
      });
    });

    it("stops reading an endless response at the limit", async () => {
      let closed = false;
      server.answer((_, response) => {
        response.on("close", () => (closed = true));
        const more = () => !closed && response.write(Buffer.alloc(64 * 1024)) && setImmediate(more);
        response.on("drain", more);
        more();
      });
      expect(await call({ url: server.url() }).outcome).to.deep.include({
        reason: "too-large",
        fatal: true,
      });
    });

    it("closes the connection of an endless slow response when the attempt is aborted", async () => {
      server.answer((_, response) => {
        const timer = setInterval(() => response.write("."), 10);
        response.on("close", () => clearInterval(timer));
      });
      const job = call({ url: server.url() }, {}, { bodyMs: 200 });
      setTimeout(job.abort, 500, "timeout");
      const started = performance.now();
      expect(await job.outcome).to.have.property("outcome", "failed");
      expect(performance.now() - started).to.be.within(400, 2000);
    });

    it("is retried when the connection is refused or breaks, and when the name is unknown", async () => {
      server.answer((request) => request.socket.destroy());
      expect(await call({ url: server.url() }).outcome)
        .to.deep.include({ outcome: "failed", reason: "network" })
        .and.not.have.property("fatal");
      await dialer.close();
      expect(await call({ url: "http://127.0.0.1:1/" }).outcome)
        .to.deep.include({ reason: "network" })
        .and.not.have.property("fatal");
      await dialer.close();
      expect(await call({ url: "http://nowhere.invalid/" }).outcome)
        .to.deep.include({ reason: "dns" })
        .and.not.have.property("fatal");
    });
  });

  it("names the setting that allows a private address", async () => {
    const outcome = await call({ url: server.url() }, {}, {}, []).outcome;
    expect(outcome).to.deep.include({ reason: "address-refused", fatal: true });
    expect(outcome).to.have.property("message").that.contains("FORMWORK_OUTBOUND_ALLOW=127.0.0.1");
  });
});
