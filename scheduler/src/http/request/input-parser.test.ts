import { connect } from "node:net";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

type Case = {
  what: string;
  raw: string | Uint8Array<ArrayBuffer>;
  type?: string;
  status: number;
  code: string;
  words?: RegExp;
};

describe("Input", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());
  const post = (raw: Case["raw"], headers: Record<string, string> = {}) =>
    app.ask("/api/v1/jobs", {
      method: "POST",
      raw,
      headers: { "content-type": "application/json", ...headers },
    });
  const pointers = (json: Record<string, unknown>) =>
    [json.errors].flat().map((error) => Object(error).pointer);

  const bodies: Case[] = [
    { what: "no JSON", raw: "{", status: 400, code: "bad-request", words: /not JSON/ },
    {
      what: "bytes that are not UTF-8",
      raw: new Uint8Array([0x22, 0xff, 0x22]),
      status: 400,
      code: "bad-request",
      words: /UTF-8/,
    },
    {
      what: "41 levels",
      raw: `${"[".repeat(41)}${"]".repeat(41)}`,
      status: 400,
      code: "bad-request",
      words: /deeper than 40/,
    },
    {
      what: "a prototype key",
      raw: '{"payload":{"a":{"__proto__":{}}}}',
      status: 422,
      code: "invalid-request",
      words: /\/payload\/a\/__proto__/,
    },
    {
      what: "a constructor key",
      raw: '{"payload":{"constructor":{}}}',
      status: 422,
      code: "invalid-request",
      words: /\/payload\/constructor/,
    },
    {
      what: "too much",
      raw: `"${"x".repeat(256 * 1024)}"`,
      status: 413,
      code: "too-large",
      words: /262144 bytes/,
    },
    {
      what: "a form",
      raw: "a=1",
      type: "application/x-www-form-urlencoded",
      status: 415,
      code: "unsupported-media-type",
    },
    {
      what: "text, as a foreign page may send without asking",
      raw: "{}",
      type: "text/plain",
      status: 415,
      code: "unsupported-media-type",
    },
    {
      what: "another charset",
      raw: "{}",
      type: "application/json; charset=latin1",
      status: 415,
      code: "unsupported-media-type",
    },
    { what: "a list", raw: "[]", status: 422, code: "invalid-request", words: /must be an object/ },
    { what: "null", raw: "null", status: 422, code: "invalid-request" },
    {
      what: "keys we do not know",
      raw: '{"template":"echo","admin":true}',
      status: 422,
      code: "invalid-request",
      words: /\/admin/,
    },
  ];
  for (const { what, raw, type = "application/json", status, code, words = /./ } of bodies)
    it(`is refused when the body is ${what}`, async () => {
      const { json } = await post(raw, { "content-type": type });
      expect(json).to.include({ status, code });
      expect(json.detail).to.match(words);
    });

  describe("of a large batch", () => {
    const list = (item: unknown, count: number) =>
      Array.from({ length: count }, () => JSON.stringify(item)).join(",");
    const jobs = (count: number) =>
      list({ template: "echo", payload: { text: "x" }, tags: ["x".repeat(60)] }, count);
    const texts = (count: number) => list("x".repeat(1000), count);
    const batch = (raw: string) =>
      app.ask("/api/v1/jobs/batch", {
        method: "POST",
        raw,
        headers: { "content-type": "application/json" },
      });

    it("is read while it arrives", async () => {
      const { json } = await batch(`{"jobs": [${jobs(3000)}, "nonsense", ${jobs(1)}]}`);
      expect(json).to.include({ accepted: 3001, rejected: 1 });
    });

    it("is refused whole for a fault at any place, and the connection stays usable", async () => {
      const faults: [raw: string, status: number, words: RegExp][] = [
        [`{"jobs": [${texts(300)} nonsense, ${texts(1000)}]}`, 400, /not JSON/],
        [`{"jobs": [${texts(300)}], "more": 1}`, 422, /more/],
        [`{"jobs": [${texts(34_000)}]}`, 413, /larger than 33554432 bytes/],
      ];
      for (const [raw, status, words] of faults) {
        const { json } = await batch(raw);
        expect(json.status).to.equal(status);
        expect(json.detail).to.match(words);
      }
    });
  });

  it("is refused when the body is compressed", async () => {
    expect((await post("{}", { "content-encoding": "gzip" })).json.code).to.equal(
      "unsupported-media-type",
    );
  });

  it("is refused with every error at once, each with its pointer", async () => {
    const { json } = await app.ask("/api/v1/jobs", {
      method: "POST",
      body: { priority: 12, tags: ["a", " "], payload: 1 },
      headers: { "idempotency-key": "k".repeat(201) },
    });
    expect(pointers(json)).to.have.members([
      "/template",
      "/priority",
      "/tags/1",
      "/payload",
      "/headers/idempotency-key",
    ]);
    const query = await app.ask(
      "/api/v1/jobs?limit=501&sort=name&from=yesterday&stat=queued&state=lost&limit=3",
    );
    expect(query.status).to.equal(422);
    expect(pointers(query.json)).to.include.members([
      "/query/limit",
      "/query/sort",
      "/query/from",
      "/query/stat",
      "/query/state/0",
    ]);
    expect(query.text).to.contain("did you mean state?");
  });

  it("without a body is read as an empty object", async () => {
    const { status, json } = await app.ask("/api/v1/jobs", { method: "POST" });
    expect(status).to.equal(422);
    expect(pointers(json)).to.deep.equal(["/template"]);
  });

  it("may have a vendor's JSON type, and a byte order mark", async () => {
    const text = '{"template":"echo","payload":{"text":"x"}}';
    expect(
      (await post(text, { "content-type": "application/vnd.acme+json; charset=UTF-8" })).status,
    ).to.equal(201);
    expect((await post(`\ufeff${text}`)).status).to.equal(201);
  });

  it("with an invalid name is answered with 404, or 422 where it would be created", async () => {
    expect((await app.ask("/api/v1/templates/No_Such")).json.code).to.equal("template-not-found");
    expect((await app.ask(`/api/v1/jobs/${"x".repeat(65)}`)).json.code).to.equal("job-not-found");
    expect((await app.ask("/api/v1/jobs/%00")).status).to.equal(404);
    expect(
      (await app.ask("/api/v1/templates/No_Such", { method: "PUT", body: {} })).status,
    ).to.equal(422);
  });

  it("whose body is incomplete is refused", async () => {
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
    socket.write(
      `POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${app.token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    socket.end();
    const answer = await new Promise<string>((resolve) =>
      socket.once("close", () => resolve("closed")).once("data", (data) => resolve(String(data))),
    );
    expect(answer).to.match(/closed|HTTP\/1.1 400/);
    expect((await app.ask("/health/live")).status).to.equal(200);
  });
});
