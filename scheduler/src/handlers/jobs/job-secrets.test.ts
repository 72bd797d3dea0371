import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DomainError } from "@formwork/engine/errors";
import { sharedDatabase } from "@formwork/engine/testing/servers/a-mongo-database";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

const secret = { type: "string", writeOnly: true };
const mask = "••••••";

/** Secrets in items, maps, branches, a definition that refers to itself, and at the root. */
const schema = {
  type: "object",
  $defs: { node: { properties: { key: secret, next: { $ref: "#/$defs/node" } } } },
  properties: {
    url: { type: "string" },
    token: { type: "string", format: "password", pattern: "^[A-Za-z0-9-]+$" },
    servers: {
      type: "array",
      items: {
        type: "object",
        required: ["host", "token"],
        properties: { host: { type: "string" }, token: secret },
      },
    },
    env: { type: "object", additionalProperties: secret },
    auth: {
      properties: { kind: { type: "string" } },
      if: { properties: { kind: { const: "bearer" } }, required: ["kind"] },
      then: { properties: { token: { ...secret, minLength: 12 } }, required: ["token"] },
    },
    tree: { $ref: "#/$defs/node" },
    pair: { type: "array", prefixItems: [{ type: "string" }, secret] },
  },
};
const plain = {
  type: "object",
  properties: { url: { type: "string" }, token: { type: "string" } },
};

/** Starts the suite on SQLite and on MongoDB. `stored` reads all that the store holds, as text. */
function onEachServer(suite: (use: () => RunningApp, stored: () => Promise<string>) => void): void {
  let app: RunningApp;
  describe("on SQLite", () => {
    before(async () => {
      app = await startApp();
    });
    after(() => app.stop());
    suite(
      () => app,
      async () => {
        const files = (await readdir(app.folder)).filter((name) => name.includes(".db"));
        const texts = files.map((name) => readFile(join(app.folder, name), "latin1"));
        return (await Promise.all(texts)).join();
      },
    );
  });
  describe("on MongoDB", () => {
    const database = sharedDatabase();
    beforeEach(async () => {
      app = await startApp({ store: database.url });
    });
    afterEach(() => app.stop());
    suite(
      () => app,
      async () => {
        const collections = await database.database.collections();
        const all = await Promise.all(collections.map((each) => each.find().toArray()));
        return JSON.stringify(all);
      },
    );
  });
}

describe("Secrets over HTTP", () => {
  onEachServer((use, stored) => {
    let name = "";
    let count = 0;
    beforeEach(async () => {
      name = `keys-${count++}`;
      while ((await claim()) !== undefined);
      await publish(schema);
    });
    const ask = async (path: string, body: unknown, method = "POST", headers = {}) => {
      const { status, json } = await use().ask(`/api/v1${path}`, { method, body, headers });
      // The tests look into replies of any shape.
      return {
        status,
        json,
        errors: Object(json).errors as { pointer: string; message: string }[],
        ...Object(json),
      };
    };
    const publish = (payload: object, more = {}) =>
      ask(
        `/templates/${name}`,
        { name, title: "Keys", payload, run: { kind: "remote" }, ...more },
        "PUT",
      );
    const submit = (payload: object) => ask("/jobs", { template: name, payload });
    const rerun = (id: string, body: object = {}) => ask(`/jobs/${id}/rerun`, body);
    const claim = async () =>
      (await use().engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 1 }))[0]?.job;
    /** Submits a job and lets a worker take it; returns it as the API shows it. */
    const submitted = async (payload: object) => {
      const job = await submit(payload);
      expect(job.status, JSON.stringify(job.json)).to.equal(201);
      expect((await claim())?.payload).to.deep.equal(payload);
      return job;
    };
    /** Reruns a job with a payload and returns what the worker gets. */
    const got = async (id: string, body: object) => {
      const again = await rerun(id, body);
      expect(again.status, JSON.stringify(again.json)).to.equal(201);
      return (await claim())?.payload;
    };
    const faults = ({ status, errors }: { status: number; errors: { pointer: string }[] }) => [
      status,
      ...(errors ?? []).map(({ pointer }) => pointer),
    ];

    it("are shown as handles, at every level and in every branch", async () => {
      const job = await submitted({
        token: "top-1",
        servers: [{ host: "a", token: "deep-2" }],
        env: { A: "deep-3" },
        auth: { kind: "bearer", token: "deep-4-deep-4" },
        tree: { key: "deep-5", next: { key: "deep-6", next: { key: "deep-7" } } },
        pair: ["shown", "deep-8"],
      });
      expect(JSON.stringify(job.json)).to.not.match(/deep-|top-/);
      expect(JSON.stringify(job.json).match(/••••••[\w-]{12}"/g)).to.have.length(8);
      const read = await use().ask(`/api/v1/jobs/${job.id}`);
      expect(read.json.payload).to.deep.equal(job.payload);
    });

    it("go with their item when it is removed, moved, duplicated or gets a new neighbour", async () => {
      const [alpha, beta] = [
        { host: "alpha", token: "tok-alpha" },
        { host: "beta", token: "tok-beta" },
      ];
      const job = await submitted({ servers: [alpha, beta] });
      const [a, b] = job.payload.servers;
      const gamma = { host: "gamma", token: "tok-gamma" };
      const edits: [sent: object[], expected: object[]][] = [
        [[b], [beta]],
        [
          [b, a],
          [beta, alpha],
        ],
        [
          [a, a, b],
          [alpha, alpha, beta],
        ],
        [
          [gamma, a, b],
          [gamma, alpha, beta],
        ],
        [[{ ...a, token: b.token }], [{ host: "alpha", token: "tok-beta" }]],
      ];
      for (const [sent, expected] of edits)
        expect(await got(job.id, { payload: { servers: sent } })).to.deep.equal({
          servers: expected,
        });
    });

    it("go with their value when its key or its field changes", async () => {
      const job = await submitted({ env: { API_KEY: "k-1" }, token: "top" });
      const { env } = job.payload;
      const payload = { env: { API_TOKEN: env.API_KEY }, token: job.payload.token };
      expect(await got(job.id, { payload })).to.deep.equal({
        env: { API_TOKEN: "k-1" },
        token: "top",
      });
      expect(await got(job.id, { payload: { tree: { key: env.API_KEY } } })).to.deep.equal({
        tree: { key: "k-1" },
      });
    });

    it("can be kept again from the job that kept them, not from the first one's handles", async () => {
      const first = await submitted({ token: "top" });
      const second = await rerun(first.id, { payload: { url: "x", token: first.payload.token } });
      expect(await got(second.id, { payload: second.payload })).to.deep.equal({
        url: "x",
        token: "top",
      });
      expect(faults(await rerun(second.id, { payload: first.payload }))).to.deep.equal([
        422,
        "/payload/token",
      ]);
    });

    it("are judged by their value, which no answer tells", async () => {
      const job = await submitted({ env: { A: "short" }, token: "deadbeef" });
      const { token, env } = job.payload;
      expect((await rerun(job.id, { payload: { url: "y", token } })).status).to.equal(201);
      const refused = await rerun(job.id, { payload: { auth: { kind: "bearer", token: env.A } } });
      expect(faults(refused)).to.deep.equal([422, "/payload/auth/token"]);
      expect(JSON.stringify(refused.json)).to.not.contain("short");
    });

    it("are refused as a mask that stands for nothing there, wherever it is sent", async () => {
      const job = await submitted({ token: "top", servers: [{ host: "a", token: "tok" }] });
      const { token } = job.payload;
      const wrong: [payload: object, pointers: string[]][] = [
        [{ token: mask }, ["/payload/token"]],
        [{ token: `${mask}x` }, ["/payload/token"]],
        [{ token: `${token}x` }, ["/payload/token"]],
        [{ url: token }, ["/payload/url"]],
        [
          { env: { A: mask }, pair: [token, mask] },
          ["/payload/env/A", "/payload/pair/0", "/payload/pair/1"],
        ],
        [
          {
            servers: [
              { host: token, token },
              { host: "b", token: mask },
            ],
          },
          ["/payload/servers/0/host", "/payload/servers/1/token"],
        ],
        [{ tree: { next: { key: mask } } }, ["/payload/tree/next/key"]],
      ];
      for (const [payload, pointers] of wrong) {
        const again = await rerun(job.id, { payload });
        expect(faults(again)).to.deep.equal([422, ...pointers]);
        expect(again.errors[0].message).to.match(/type (this secret again|the value itself)/);
      }
      const kept = { token };
      expect(faults(await submit(kept))).to.deep.equal([422, "/payload/token"]);
      expect(await ask(`/templates/${name}/validate`, { payload: kept })).to.deep.include({
        valid: false,
      });
      const batch = await ask("/jobs/batch", {
        jobs: [kept, { token: mask }, { token: "fine" }].map((payload) => ({
          template: name,
          payload,
        })),
      });
      expect(batch).to.deep.include({ accepted: 1, rejected: 2 });
      expect(
        batch.items.map(({ errors }: { errors?: { pointer: string }[] }) => errors?.[0]?.pointer),
      ).to.deep.equal(["/payload/token", "/payload/token", undefined]);
    });

    it("are not taken sealed, at any depth", async () => {
      const job = await submitted({ token: "top" });
      const seal = Object(await use().engine.store.getJob({ id: job.id })).payload.token;
      expect(seal).to.have.property("$sealed");
      const payloads = [
        { token: seal },
        { url: "x", tree: { key: seal } },
        { env: { A: { $sealed: "v2.x" } } },
      ];
      for (const payload of payloads) {
        for (const reply of [await submit(payload), await rerun(job.id, { payload })]) {
          expect(reply.status).to.equal(422);
          expect(reply.errors[0].pointer).to.match(/\/\$sealed$/);
        }
      }
      const batch = await ask("/jobs/batch", {
        jobs: payloads.map((payload) => ({ template: name, payload })),
      });
      expect(batch).to.deep.include({ accepted: 0, rejected: 3 });
    });

    it("are not kept in a version that calls their place plain, edited or not", async () => {
      const job = await submitted({ url: "x", token: "hush-hush-1" });
      expect((await publish(plain)).version).to.equal(2);
      const { payload } = job;
      for (const body of [
        { version: 2 },
        { version: 2, payload },
        { version: 2, payload: { ...payload, url: "y" } },
      ])
        expect(faults(await rerun(job.id, body))).to.deep.equal([422, "/payload/token"]);
      expect(await got(job.id, {})).to.deep.equal({ url: "x", token: "hush-hush-1" });
      expect(await got(job.id, { payload: { ...payload, url: "y" } })).to.deep.equal({
        url: "y",
        token: "hush-hush-1",
      });
    });

    it("are sealed in a version that calls their place secret, and kept where both do", async () => {
      await publish(plain);
      const old = await submitted({ token: "was-plain" });
      await publish({ ...schema, title: "newer" });
      const again = await rerun(old.id, { version: 3 });
      expect(again.payload.token).to.match(/^••••••/);
      await claim();
      expect(await got(again.id, { version: 1, payload: again.payload })).to.deep.equal({
        token: "was-plain",
      });
    });

    it("are kept by others in an unchanged run only", async () => {
      const { id, payload } = await submitted({ url: "https://good", token: "GALTOKEN" });
      await publish({ ...schema, title: "newer" });
      const principal = {
        id: "bob",
        role: "operator",
        email: "bob@example.org",
        sessionId: null,
      } as const;
      const asBob = (of: string, body: object) =>
        use().engine.jobs.rerun({ principal, traceparent: null, id: of, ...body });
      const refused = async (body: object) =>
        asBob(id, body).then(
          () => "taken",
          (error) => (error instanceof DomainError ? error.errors : error),
        );
      const fault = {
        pointer: "/payload/token",
        message:
          "was given by somebody else and is kept only in an unchanged run; type this secret again",
        keyword: "secret",
      };
      expect(await refused({ payload: { ...payload, url: "https://evil" } })).to.deep.equal([
        fault,
      ]);
      expect(await refused({ version: 2 })).to.deep.equal([fault]);
      expect(await refused({ payload: { token: payload.token } })).to.deep.equal([fault]);
      const { job } = await asBob(id, {
        payload: { token: payload.token, url: "https://good" },
        priority: 9,
      });
      expect((await claim())?.payload).to.deep.include({ token: "GALTOKEN" });
      // Bob's copy does not make the secret his.
      expect(
        await asBob(job.id, { payload: { ...job.payload, url: "https://evil" } }).catch(
          (error) => error.errors,
        ),
      ).to.deep.equal([fault]);
      expect(
        await got(job.id, { payload: { ...job.payload, url: "https://other" } }),
      ).to.deep.equal({
        url: "https://other",
        token: "GALTOKEN",
      });
      const { job: typed } = await asBob(id, { payload: { url: "https://evil", token: "own" } });
      expect(typed.payload.url).to.equal("https://evil");
    });

    it("stand nowhere in the store, whatever they are sent with", async () => {
      await publish(schema, { concurrency: { limit: 1, key: "{{payload.url}}" } });
      const payload = { url: "https://shown", token: "zebra-4711", env: { A: "zebra-4712" } };
      const headers = { "idempotency-key": `once-${name}` };
      const send = (more = {}) =>
        ask("/jobs", { template: name, payload: { ...payload, ...more } }, "POST", headers);
      const job = await send();
      expect((await send()).id).to.equal(job.id);
      expect((await send({ token: "zebra-4713" })).json.code).to.equal("idempotency-conflict");
      const again = { payload: { ...job.payload, token: "zebra-4714" } };
      expect(
        (await ask(`/jobs/${job.id}/rerun`, again, "POST", { "idempotency-key": `2-${name}` }))
          .status,
      ).to.equal(201);
      await ask("/jobs/batch", { jobs: [{ template: name, payload }] });
      expect((await claim())?.payload).to.deep.equal(payload);
      const text = await stored();
      expect(text).to.contain("https://shown");
      expect(text).to.not.match(/zebra-471/);
    });

    it("are refused in concurrency keys, constants and defaults of a template", async () => {
      const of = async (token: object, more = {}) =>
        faults(
          await publish({ type: "object", properties: { token: { ...secret, ...token } } }, more),
        );
      expect(await of({ const: "x" })).to.deep.equal([422, "/payload/properties/token/const"]);
      expect(await of({ enum: ["x"] })).to.deep.equal([422, "/payload/properties/token/enum"]);
      expect(await of({ default: "x" })).to.deep.equal([422, "/payload/properties/token/default"]);
      expect(await of({ type: ["string", "number"] })).to.deep.equal([
        422,
        "/payload/properties/token/type",
      ]);
      const concurrency = { limit: 1, key: "k:{{payload.token}}" };
      expect(await of({}, { concurrency })).to.deep.equal([422, "/concurrency/key"]);
    });
  });
});
