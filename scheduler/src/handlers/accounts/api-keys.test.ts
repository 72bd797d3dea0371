import { keyScopes } from "@formwork/contracts/account";
import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aPublishedTemplate } from "../../testing/a-published-template.ts";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("API keys over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
    await aPublishedTemplate(app, "secret-work");
  });
  after(() => app.stop());
  const call = (method: string, path: string, body?: unknown, token: string | null = app.token) =>
    app.ask(`/api/v1${path}`, { method, body, token });
  async function create(body: Record<string, unknown> = {}) {
    const reply = await call("POST", "/api-keys", { name: "CI", scopes: ["jobs:read"], ...body });
    expect(reply.status).to.equal(201);
    return { id: String(reply.json.id), key: String(reply.json.key) };
  }
  const submit = async (template: string, token = app.token, more: Record<string, unknown> = {}) =>
    call("POST", "/jobs", { template, payload: { text: "hello" }, ...more }, token);

  it("are made, shown once, listed, rotated and ended", async () => {
    const { id, key } = await create();
    const me = await call("GET", "/auth/me", undefined, key);
    expect(me.json).to.deep.include({
      role: "admin",
      apiKey: { id, scopes: ["jobs:read"], templates: null },
    });
    const list = await call("GET", "/api-keys");
    expect(JSON.stringify(list.json)).to.contain(id).and.not.contain(key);
    const rotated = await call("POST", `/api-keys/${id}/rotate`);
    expect(rotated.json.previousEndsAt).to.be.a("string");
    expect((await call("GET", "/jobs", undefined, String(rotated.json.key))).status).to.equal(200);
    expect((await call("DELETE", `/api-keys/${id}`)).status).to.equal(204);
    expect((await call("GET", "/jobs", undefined, key)).status).to.equal(401);
    expect((await call("DELETE", `/api-keys/${id}`)).json.code).to.equal("key-not-found");
  });

  it("are refused with the field that is wrong", async () => {
    for (const [body, pointer] of [
      [{ scopes: [] }, "/scopes"],
      [{ scopes: ["users:write"] }, "/scopes/0"],
      [{ scopes: ["credentials"] }, "/scopes/0"],
      [{ templates: [] }, "/templates"],
      [{ templates: ["No Name"] }, "/templates/0"],
      [{ expiresAt: "2020-01-01T00:00:00Z" }, "/expiresAt"],
      [{ expiresAt: "tomorrow" }, "/expiresAt"],
      [{ name: " " }, "/name"],
      [{ role: "admin" }, "/role"],
    ] as const) {
      const reply = await call("POST", "/api-keys", { name: "x", scopes: ["jobs:read"], ...body });
      expect(reply.status, JSON.stringify(body)).to.equal(422);
      expect(JSON.stringify(reply.json.errors)).to.contain(`"${pointer}"`);
    }
  });

  it("say what a name has to be", async () => {
    for (const name of [" ", "two\nlines", "\u001b[31mred"]) {
      const reply = await call("POST", "/api-keys", { name, scopes: ["jobs:read"] });
      expect(reply.status).to.equal(422);
      expect(reply.json.errors).to.deep.equal([
        {
          ...{ pointer: "/name", keyword: "pattern" },
          message: "must be one line of text, not blank and without control characters",
        },
      ]);
    }
  });

  it("with every scope do what an admin does, but nothing about people and keys", async () => {
    const { key } = await create({ scopes: keyScopes });
    for (const [id, row] of Object.entries<Operation>(operations)) {
      if (row.scope === "public" || id === "jobs.log-stream") continue;
      const path = row.path.replace(/:\w+/g, "none");
      const { status } = await app.ask(path, { method: row.method.toUpperCase(), token: key });
      const isOfPeople = row.scope === "credentials" || row.scope === "users:write";
      expect(status === 403, `${id} → ${status}`).to.equal(isOfPeople);
    }
  });

  it("with one scope do what needs that one, and no more", async () => {
    const { key } = await create({ scopes: ["jobs:read"] });
    expect((await call("GET", "/jobs", undefined, key)).status).to.equal(200);
    for (const [method, path] of [
      ["GET", "/templates"],
      ["POST", "/jobs"],
      ["GET", "/settings/limits"],
      ["GET", "/users"],
    ] as const)
      expect((await call(method, path, undefined, key)).json.code, path).to.equal("forbidden");
  });

  it("get no job any more by a claim that waits when they end", async () => {
    const { id, key } = await create({ scopes: ["work:run"] });
    const queue = "of-an-ended-key";
    const claim = { worker: { id: queue }, queues: [queue], wait: "30s" };
    const claiming = call("POST", "/work/claim", claim, key);
    const waits = async () => (await call("GET", "/workers")).text.includes(`remote:${queue}`);
    await eventually(waits, "the worker that waits");
    await call("DELETE", `/api-keys/${id}`);
    const { json } = await claiming;
    expect(json.jobs).to.deep.equal([]);
    expect(json.waitedMs, "before the wait is over").to.be.below(30_000);
  });

  describe("for certain templates", () => {
    let key: string;
    const ids = { own: "", foreign: "" };
    before(async () => {
      ({ key } = await create({ scopes: keyScopes, templates: ["echo"] }));
      ids.own = String((await submit("echo")).json.id);
      ids.foreign = String((await submit("secret-work")).json.id);
    });
    const ask = (method: string, path: string, body?: unknown) => call(method, path, body, key);

    it("see their own templates and jobs only, in lists and counts too", async () => {
      for (const path of ["/jobs", "/jobs/export", "/jobs/errors", "/templates"]) {
        const { status, text } = await ask("GET", path);
        expect(status, path).to.equal(200);
        expect(text, path).to.not.contain("secret-work").and.not.contain(ids.foreign);
      }
      expect((await ask("GET", "/jobs")).json.items).to.have.length(1);
      expect((await ask("GET", "/jobs/stats")).json.total).to.equal(1);
      expect((await ask("GET", "/templates")).json.items).to.have.length(1);
      for (const template of ["secret-work", "none"]) {
        expect((await ask("GET", `/jobs?template=${template}`)).json.items).to.deep.equal([]);
        const both = await ask("GET", `/jobs?template=echo&template=${template}`);
        expect(both.json.items).to.have.length(1);
      }
    });

    it("find no foreign job or template, and change none", async () => {
      for (const [id, row] of Object.entries<Operation>(operations)) {
        if (row.concerns !== "job" && row.concerns !== "template") continue;
        const path = row.path.replace(":id", ids.foreign).replace(":name", "secret-work");
        const body = bodies[id];
        const { status } = await app.ask(path, {
          method: row.method.toUpperCase(),
          token: key,
          body,
        });
        expect(status, id).to.equal(404);
      }
      const foreign = await call("GET", `/jobs/${ids.foreign}`);
      expect(foreign.json.state).to.equal("queued");
    });
    const bodies: Record<string, unknown> = {
      "jobs.change": { priority: 9 },
      "jobs.rerun": {},
      "templates.publish": {
        name: "secret-work",
        title: "x",
        payload: {},
        run: { kind: "remote" },
      },
      "templates.validate": { payload: {} },
      "templates.set-access": { run: null, see: null },
    };

    it("cannot tell a foreign job from one that is not there", async () => {
      const refusalOf = async (id: string) =>
        String((await ask("GET", `/jobs/${id}`)).json.detail).replace(id, "ID");
      expect(await refusalOf(ids.foreign)).to.equal(await refusalOf("absent"));
    });

    it("submit no foreign job, alone, in a batch, or as one to wait for", async () => {
      expect((await submit("secret-work", key)).json.code).to.equal("template-not-found");
      const jobs = ["echo", "secret-work"].map((template) => ({
        template,
        payload: { text: "x" },
      }));
      const batch = await ask("POST", "/jobs/batch", { jobs });
      expect(batch.json).to.include({ accepted: 1, rejected: 1 });
      const waiting = await submit("echo", key, { dependsOn: [ids.foreign] });
      const absent = await submit("echo", key, { dependsOn: ["absent"] });
      expect(waiting.json.code).to.equal("invalid-request");
      expect(Object(waiting.json).errors[0].message.replace(ids.foreign, "absent")).to.equal(
        Object(absent.json).errors[0].message,
      );
      expect((await submit("echo", key)).status).to.equal(201);
    });

    it("claim and settle their own jobs only, as a remote worker", async () => {
      const worker = { id: "w" };
      const wrong = await ask("POST", "/work/claim", { worker, templates: ["secret-work"] });
      expect(wrong.json.code).to.equal("forbidden");
      const own = await ask("POST", "/work/claim", { worker, limit: 10 });
      expect(JSON.stringify(own.json)).to.contain(ids.own).and.not.contain(ids.foreign);
      const foreign = await call("POST", "/work/claim", { worker, templates: ["secret-work"] });
      const [{ lease }] = [foreign.json.jobs].flat().map(Object);
      expect((await ask("POST", "/work/succeed", { lease })).json.code).to.equal("forbidden");
      expect((await ask("POST", "/work/renew", { leases: [lease] })).json.code).to.equal(
        "forbidden",
      );
      expect((await call("POST", "/work/succeed", { lease })).status).to.equal(200);
    });

    it("are refused whatever is about all templates", async () => {
      for (const [id, row] of Object.entries<Operation>(operations)) {
        if (row.scope === "public" || !["house", "action"].includes(row.concerns)) continue;
        const path = row.path.replace(/:\w+/g, "none");
        const { status } = await app.ask(path, { method: row.method.toUpperCase(), token: key });
        expect(row.body === undefined ? [403] : [403, 422], id).to.include(status);
      }
    });
  });
});
