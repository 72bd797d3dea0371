import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aPublishedTemplate } from "../testing/a-published-template.ts";
import { type RunningApp, startApp } from "../testing/start-app.ts";

describe("Access lists over HTTP", () => {
  let app: RunningApp;
  /** Tokens by name: a viewer and an operator, who see everybody's jobs, and an author. */
  const tokens: Record<string, string> = {};
  before(async () => {
    app = await startApp();
    for (const [name, role] of [
      ["vic", "viewer"],
      ["bob", "operator"],
      ["eve", "author"],
    ] as const) {
      const { people } = app.engine.accounts;
      const email = `${name}@example.org`;
      const { token: link } = await people.invite({ email, role, sees: "all" });
      const session = await app.engine.accounts.accept({
        token: link,
        password: "a long password",
      });
      tokens[name] = session.token;
    }
  });
  after(() => app.stop());
  beforeEach(async () => {
    await aPublishedTemplate(app, "deploy");
    expect((await set({ run: null, see: null })).status).to.equal(200);
  });

  const call = (name: string | null, method: string, path: string, body?: unknown) =>
    app.ask(`/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      ...(name === null ? {} : { token: tokens[name] ?? "" }),
    });
  const set = (access: unknown, as: string | null = null) =>
    call(as, "PUT", "/templates/deploy/access", access);
  const get = async (as: string | null = null) =>
    (await call(as, "GET", "/templates/deploy/access")).json;
  const job = { template: "deploy", payload: { text: "x" } };
  const submit = (as: string | null) => call(as, "POST", "/jobs", job);
  const faults = (json: Record<string, unknown>) =>
    [json.errors].flat().map((error) => String(Object(error).pointer));
  const names = (json: Record<string, unknown>) =>
    [json.items].flat().map((item) => Object(item).name);

  it("are open at first, and are kept tidy", async () => {
    expect(await get()).to.deep.equal({ run: null, see: null });
    const { json } = await set({ run: ["author", "Bob@Example.org", "author"], see: ["viewer"] });
    expect(json).to.deep.equal({ run: ["author", "bob@example.org"], see: ["viewer"] });
    expect(await get()).to.deep.equal(json);
    const opened = await set({ run: null, see: ["author"] });
    expect(opened.json).to.deep.equal({ run: null, see: null });
  });

  it("name who may run it: by role, with those above, and by address", async () => {
    await set({ run: ["author"], see: null });
    expect((await submit("bob")).json.code).to.equal("forbidden");
    expect((await submit("eve")).status).to.equal(201);
    await set({ run: ["bob@example.org"], see: null });
    expect((await submit("bob")).status).to.equal(201);
    expect((await submit("eve")).json.code).to.equal("forbidden");
    expect((await submit(null)).status, "an admin").to.equal(201);
  });

  it("let others see it, who are told that they may not run it", async () => {
    await set({ run: ["author"], see: ["bob@example.org"] });
    expect((await call("bob", "GET", "/templates/deploy")).status).to.equal(200);
    expect((await call("bob", "GET", "/auth/me")).json.seeOnly).to.deep.equal(["deploy"]);
    expect((await call("eve", "GET", "/auth/me")).json.seeOnly).to.deep.equal([]);
    expect((await call("vic", "GET", "/templates/deploy")).json.code).to.equal(
      "template-not-found",
    );
  });

  it("hide it with its jobs, also the own ones, and show them again", async () => {
    const own = String((await submit("bob")).json.id);
    const seen = async () => {
      const paths = ["/templates/deploy", `/jobs/${own}`];
      const statuses = await Promise.all(
        paths.map(async (path) => (await call("bob", "GET", path)).status),
      );
      const listed = names((await call("bob", "GET", "/templates?limit=500")).json);
      const { json } = await call("bob", "GET", "/jobs?template=deploy");
      return [...statuses, listed.includes("deploy"), [json.items].flat().length > 0];
    };
    expect(await seen()).to.deep.equal([200, 200, true, true]);
    await set({ run: ["author"], see: [] });
    expect(await seen()).to.deep.equal([404, 404, false, false]);
    expect((await submit("bob")).json.code).to.equal("template-not-found");
    const misspelt = await call("bob", "POST", "/jobs", { template: "deplyo" });
    expect(misspelt.text, "a suggestion").to.not.contain("deploy");
    await set({ run: null, see: null });
    expect((await call("bob", "POST", "/jobs", { template: "deplyo" })).text).to.contain("deploy?");
    expect(await seen()).to.deep.equal([200, 200, true, true]);
  });

  it("are changed by who may run it and write templates, who cannot be left out by themselves", async () => {
    expect((await set({ run: ["author"], see: [] }, "bob")).json.code).to.equal("forbidden");
    expect((await set({ run: ["author"], see: [] }, "eve")).status).to.equal(200);
    const { status, json } = await set({ run: ["admin"], see: null }, "eve");
    expect([status, ...faults(json)]).to.deep.equal([422, "/run"]);
    expect((await set({ run: ["eve@example.org"], see: null }, "eve")).status).to.equal(200);
    await set({ run: [], see: null });
    expect((await set({ run: ["author"], see: [] }, "eve")).json.code).to.equal("forbidden");
    expect((await call("eve", "GET", "/templates/deploy/access")).json.code).to.equal("forbidden");
    await set({ run: [], see: [] });
    expect((await set({ run: ["author"], see: [] }, "eve")).json.code).to.equal(
      "template-not-found",
    );
  });

  it("are refused with the field that is wrong", async () => {
    for (const [access, pointer] of [
      [{ run: ["nobody"], see: null }, /^\/run/],
      [{ run: "author", see: null }, /^\/run/],
      [{ run: ["author"] }, /^\/see/],
      [{ run: ["author"], see: [7] }, /^\/see/],
      [{ run: Array(101).fill("author"), see: null }, /^\/run/],
      [{ run: null, see: null, all: true }, /^\/all/],
    ] as const) {
      const { status, json } = await set(access);
      expect(status, JSON.stringify(access)).to.equal(422);
      for (const fault of faults(json)) expect(fault).to.match(pointer);
    }
    const missing = await call(null, "PUT", "/templates/none/access", { run: null, see: null });
    expect(missing.json.code).to.equal("template-not-found");
  });

  it("let a retry of many say which jobs may not be run", async () => {
    const id = String((await submit("bob")).json.id);
    await call(null, "POST", `/jobs/${id}/cancel`);
    await set({ run: ["author"], see: null });
    const made = await call("bob", "POST", "/jobs/actions", { action: "retry", ids: [id] });
    const action = () => call("bob", "GET", `/jobs/actions/${made.json.id}`);
    await eventually(async () => (await action()).json.state === "done", "the action");
    const reasons = [(await action()).json.reasons].flat();
    expect(reasons).to.deep.equal([{ code: "forbidden", state: null, count: 1, sampleIds: [id] }]);
  });
});
