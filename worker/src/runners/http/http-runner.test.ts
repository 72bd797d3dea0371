import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { HttpRun } from "@formwork/contracts/run";
import { systemClock } from "@formwork/engine/runtime/clock";
import { createDialer, type Dialer } from "@formwork/engine/runtime/dialer/dialer";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { testServer } from "@formwork/engine/testing/http-server";
import { expect } from "chai";
import { runOne } from "../../testing/run-one.ts";
import { createHttpRunner, type HttpLimits } from "./http-runner.ts";

describe("an http job", () => {
  const server = testServer();
  const other = testServer();
  let dialer: Dialer;
  let warnings: unknown[] = [];
  const recordWarning = (event: string, fields?: object) => warnings.push({ event, ...fields });
  beforeEach(() => {
    warnings = [];
  });
  afterEach(() => dialer.close());

  function call(
    run: Omit<HttpRun, "kind">,
    payload: Record<string, unknown> = {},
    limits: Partial<HttpLimits> = {},
    allow = ["127.0.0.1"],
    secrets: string[] = [],
    connectMs?: number,
  ) {
    dialer = createDialer({ allow, ...(connectMs !== undefined && { connectMs }) });
    const runner = createHttpRunner({
      dialer,
      clock: systemClock,
      telemetry: { ...silentTelemetry(), log: { ...silentTelemetry().log, warn: recordWarning } },
      templatesFolder: "/srv/templates",
      limits,
    });
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    return runOne(
      runner,
      anAssignment({ run: { kind: "http", ...run }, payload, traceparent, secrets }),
    );
  }
  const answer = (status: number, headers: Record<string, string> = {}, body = "") =>
    server.answer((_, response) => response.writeHead(status, headers).end(body));

  it("sends secrets that its template names, and none that a payload names", async () => {
    let seen: IncomingMessage | undefined;
    server.answer((request, response) => {
      seen = request;
      response.writeHead(200).end("ok");
    });
    dialer = createDialer({ allow: ["127.0.0.1"] });
    const [clock, telemetry] = [systemClock, silentTelemetry()];
    const runner = createHttpRunner({ dialer, clock, telemetry, templatesFolder: "/srv" });
    const job = runOne(
      runner,
      anAssignment({
        named: { TOKEN: "open sesame" },
        payload: { who: "{{secret.TOKEN}}" },
        run: {
          kind: "http",
          url: server.url("/hook/{{secret.TOKEN}}"),
          headers: { "X-Token": "{{secret.TOKEN}}", "X-Who": "{{payload.who}}" },
          auth: { bearer: "{{secret.TOKEN}}" },
        },
      }),
    );
    expect(await job.outcome).to.have.property("outcome", "succeeded");
    expect(seen?.url).to.equal("/hook/open%20sesame");
    expect(seen?.headers).to.include({
      ...{ "x-token": "open sesame", authorization: "Bearer open sesame" },
      "x-who": "{{secret.TOKEN}}",
    });
    expect(JSON.stringify(job.lines)).to.not.match(/open.{0,2}sesame/);
  });

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

    /** Records what both servers are sent; the first one redirects to the second. */
    function recordBoth(status: number, from = "/") {
      const seen: { host: string; method?: string; headers: string; body: string }[] = [];
      const record = (host: string, next: RequestListener): RequestListener => {
        return (request, response) => {
          let body = "";
          request
            .on("data", (chunk) => (body += chunk))
            .on("end", () => {
              const headers = JSON.stringify(request.headers);
              seen.push({ host, method: String(request.method), headers, body });
              next(request, response);
            });
        };
      };
      server.answer(
        record("first", (request, response) => {
          const location = request.url === from ? other.url() : from;
          response.writeHead(status, { location }).end();
        }),
      );
      other.answer(record("other", (_, response) => response.end("there")));
      return seen;
    }
    const withSecrets = {
      headers: {
        ...{ Authorization: "Bearer {{payload.key}}", Cookie: "a={{payload.key}}" },
        ...{ "X-Api-Key": "{{payload.key}}", "User-Agent": "{{payload.key}}", "X-Plain": "plain" },
      },
    };
    const payload = { key: "s3cr3t-abc" };

    for (const status of [301, 302, 303, 307, 308])
      it(`with ${status} shows another origin nothing that the template set`, async () => {
        const seen = recordBoth(status);
        const run = { url: server.url("/start"), ...withSecrets };
        expect(await call(run, payload).outcome).to.have.property("outcome", "succeeded");
        expect(seen.map(({ host }) => host)).to.deep.equal(["first", "first", "other"]);
        for (const { headers } of seen.slice(0, 2)) expect(headers).to.contain("s3cr3t-abc");
        expect(seen[2]?.headers).to.not.match(/s3cr3t|plain|idempotency|traceparent/);
      });

    for (const status of [307, 308])
      it(`with ${status} fails rather than send the body to another origin`, async () => {
        for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
          const seen = recordBoth(status);
          const run = { method, url: server.url(), body: { password: "{{payload.key}}" } };
          expect(await call(run, payload).outcome).to.deep.include({
            ...{ outcome: "failed", reason: "redirects", fatal: true },
          });
          expect(seen.map(({ host }) => host)).to.deep.equal(["first"]);
          await dialer.close();
        }
      });

    it("does not send the body of a PUT to another origin after a 302 either", async () => {
      const seen = recordBoth(302);
      const run = { method: "PUT" as const, url: server.url(), body: payload };
      expect(await call(run).outcome).to.have.property("reason", "redirects");
      expect(seen).to.have.length(1);
    });

    it("leaves the body out where a POST becomes a GET", async () => {
      const seen = recordBoth(302);
      const run = { method: "POST" as const, url: server.url(), body: payload };
      expect(await call(run).outcome).to.have.property("outcome", "succeeded");
      expect(seen[1]).to.include({ host: "other", method: "GET", body: "" });
    });

    it("ends there where its status is one that the template expects", async () => {
      answer(301, { location: "/ok" });
      const outcome = await call({ url: server.url(), expect: { status: 301 } }).outcome;
      expect(outcome).to.have.nested.property("result.status", 301);
      expect(outcome).to.have.nested.property("result.headers.location", "/ok");
      await dialer.close();
      expect(
        await call({ url: server.url(), expect: { status: [200, 307] } }).outcome,
      ).to.have.property("reason", "redirects");
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

  describe("and the body of an answer", () => {
    const answerBytes = (headers: Record<string, string>, bytes: Buffer) =>
      server.answer((_, response) => response.writeHead(200, headers).end(bytes));
    const json = { "content-type": "application/json" };
    const text = '{"ok":true}';
    const encodings: [string, Buffer][] = [
      ["gzip", gzipSync(text)],
      ["x-gzip", gzipSync(text)],
      ["deflate", deflateSync(text)],
      ["deflate", deflateRawSync(text)],
      ["br", brotliCompressSync(text)],
      ["gzip, br", brotliCompressSync(gzipSync(text))],
    ];
    for (const [encoding, bytes] of encodings)
      it(`decodes ${encoding}`, async () => {
        answerBytes({ ...json, "content-encoding": encoding }, bytes);
        const run = { url: server.url(), expect: { json: { ok: true } } };
        expect(await call(run).outcome).to.have.deep.nested.property("result.body", { ok: true });
      });

    it("is nothing for a HEAD, whatever its encoding", async () => {
      answerBytes({ ...json, "content-encoding": "gzip" }, Buffer.alloc(0));
      const outcome = await call({ method: "HEAD", url: server.url() }).outcome;
      expect(outcome).to.have.nested.property("result.body", "");
    });

    it("fails by name in an encoding that is unknown or broken", async () => {
      for (const encoding of ["compress", "gzip"]) {
        answerBytes({ "content-encoding": encoding }, Buffer.from(text));
        const outcome = await call({ url: server.url() }).outcome;
        expect(outcome).to.include({ reason: "encoding", fatal: true });
        expect(outcome).to.have.property("message").that.contains(encoding);
        await dialer.close();
      }
    });

    it("fails where it grows beyond the limit", async () => {
      answerBytes({ "content-encoding": "gzip" }, gzipSync(Buffer.alloc(100_000_000)));
      expect(await call({ url: server.url() }).outcome).to.have.property("reason", "too-large");
    });

    it("is kept as Base64 where it is no text", async () => {
      const bytes = Buffer.from([0x89, 0x50, 0, 0xff, 0xfe]);
      answerBytes({ "content-type": "image/png" }, bytes);
      const { outcome, lines } = call({ url: server.url() });
      expect(await outcome)
        .to.have.property("result")
        .that.deep.includes({
          ...{ body: bytes.toString("base64"), bodyEncoding: "base64", bodyBytes: 5 },
        });
      expect(lines.at(-1)?.text).to.contain("5 bytes of image/png");
    });

    it("never fails a job because its text grows in JSON, and is left out where it would not fit", async () => {
      for (const [bytes, encoding] of [
        [randomBytes(500_000), "base64"],
        [Buffer.alloc(300_000, 7), "base64"],
        [randomBytes(1_000_000), "omitted"],
      ] as const) {
        answerBytes({ "content-type": "application/octet-stream" }, bytes);
        const outcome = await call({ url: server.url() }).outcome;
        expect(outcome).to.have.property("outcome", "succeeded");
        expect(outcome).to.have.nested.property("result.bodyEncoding", encoding);
        expect(outcome).to.have.nested.property("result.bodyBytes", bytes.length);
        await dialer.close();
      }
    });

    it("is read in its charset, without a byte-order mark, and without loss", async () => {
      for (const [type, bytes, shown] of [
        ["application/json", Buffer.from('\ufeff{"a":1}'), { a: 1 }],
        ["text/plain", Buffer.from("\ufeffgröße"), "größe"],
        ["text/plain; charset=iso-8859-1", Buffer.from("größe", "latin1"), "größe"],
        ["text/html", Buffer.from("größe", "latin1"), "größe"],
        ["text/plain; charset=utf-16le", Buffer.from("größe", "utf16le"), "größe"],
      ] as const) {
        answerBytes({ "content-type": type }, bytes);
        const outcome = await call({ url: server.url() }).outcome;
        expect(outcome).to.have.deep.nested.property("result.body", shown);
        await dialer.close();
      }
    });
  });

  describe("and the body of a request", () => {
    async function sent(run: Partial<HttpRun>, payload: Record<string, unknown> = {}) {
      let body = "";
      let headers: IncomingMessage["headers"] = {};
      server.answer((request, response) => {
        headers = request.headers;
        request.on("data", (chunk) => (body += chunk)).on("end", () => response.end());
      });
      await call({ method: "POST", url: server.url(), ...run }, payload).outcome;
      await dialer.close();
      return { body, headers };
    }
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };

    it("encodes the placeholders in the text of a form", async () => {
      const body = "grant=x&a={{payload.a}}&b={{payload.b}}";
      expect(await sent({ headers, body }, { a: "x&admin=1", b: "ä +" })).to.have.property(
        "body",
        "grant=x&a=x%26admin%3D1&b=%C3%A4+%2B",
      );
      expect(await sent({ headers, body: "{{payload.a}}" }, { a: "x=1&y=2" })).to.have.property(
        "body",
        "x=1&y=2",
      );
    });

    it("encodes an object as the fields of a form", async () => {
      const body = { grant: "a b", list: "{{payload.list}}", gone: "{{payload.gone}}", n: 1 };
      expect(await sent({ headers, body }, { list: ["x&y", true] })).to.have.property(
        "body",
        "grant=a+b&list=x%26y&list=true&n=1",
      );
    });

    it("signs in with a user and a password, or with a token", async () => {
      const basic = { user: "{{payload.user}}", password: "{{payload.pass}}" };
      const bearer = "{{payload.token}}";
      const authorization = async (auth: NonNullable<HttpRun["auth"]>, payload: object = {}) =>
        (await sent({ auth }, { ...payload })).headers.authorization;
      expect(await authorization({ basic }, { user: "ann", pass: "pä:ss" })).to.equal(
        `Basic ${Buffer.from("ann:pä:ss").toString("base64")}`,
      );
      expect(await authorization({ bearer }, { token: "t.o.k" })).to.equal("Bearer t.o.k");
      expect(await authorization({ basic })).to.equal(undefined);
      expect(await authorization({ bearer })).to.equal(undefined);
    });
  });

  it("shows no secret of its address in the log, and names the placeholder instead", async () => {
    answer(302, { location: "/moved/elsewhere" });
    const hook = server.url("/hook/S3CRET-PATH");
    const secrets = [hook];
    for (const url of ["{{payload.hook}}", "{{payload.hook}}/x?y=1"]) {
      const job = call({ url }, { hook }, {}, undefined, secrets);
      await job.outcome;
      const log = job.lines.map((line) => line.text).join("\n");
      expect(log)
        .to.match(/^GET \{\{payload\.hook\}\}/)
        .and.not.contain("S3CRET");
      await dialer.close();
    }
  });

  it("names the placeholder, not its value, where the address is none", async () => {
    const job = call({ url: "{{payload.url}}" }, { url: "not-a-url-SECRET" });
    const error = await job.outcome.then(String, String);
    expect(error).to.contain("{{payload.url}}").and.not.contain("SECRET");
  });

  it("shows no part of a secret where an answer is cut in an error", async () => {
    answer(500, {}, `${"x".repeat(495)}hunter2-hunter2`);
    const secrets = ["hunter2-hunter2"];
    const outcome = await call({ url: server.url() }, {}, {}, undefined, secrets).outcome;
    expect(JSON.stringify(outcome)).to.contain("xxx").and.not.contain("hunt");
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
      expect(performance.now() - started).to.be.within(400, 10_000);
    });

    it("is retried when the address does not take the connection in time", async () => {
      // It takes the bytes and never greets, so that no secure connection comes about.
      const silent = createServer((socket) => socket.on("error", () => undefined));
      const { port } = await listen(silent);
      try {
        const url = `https://127.0.0.1:${port}/`;
        const outcome = await call({ url }, {}, {}, ["127.0.0.1"], [], 100).outcome;
        expect(outcome).to.deep.include({ outcome: "failed", reason: "connect-timeout" });
        expect(outcome).to.not.have.property("fatal");
      } finally {
        silent.close();
      }
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

  it("names the setting that allows a private address, and tells the operator alone where a name leads", async () => {
    const outcome = await call({ url: server.url() }, {}, {}, []).outcome;
    expect(outcome).to.deep.include({ reason: "address-refused", fatal: true });
    expect(outcome).to.have.property("message").that.contains("FORMWORK_OUTBOUND_ALLOW=127.0.0.1");
    await dialer.close();
    const named = await call({ url: "http://localhost:1/" }, {}, {}, []).outcome;
    expect(named)
      .to.have.property("message")
      .that.matches(/^localhost leads to an address that is not public/);
    expect(JSON.stringify(named)).to.not.match(/127\.0\.0\.1|::1/);
    expect(warnings.at(-1)).to.deep.include({ event: "address.refused", host: "localhost" });
  });
});

async function listen(server: Server): Promise<AddressInfo> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on TCP has such an address.
  return server.address() as AddressInfo;
}
