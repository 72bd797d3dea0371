import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Workers over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const at = (path = "") => `/api/v1/workers${path}`;
  const post = (path: string) => app.ask(at(path), { method: "POST" });
  const ids = async (query = "") => {
    const { json } = await app.ask(at(query));
    return { ids: [json.items].flat().map((item) => Object(item).id), next: json.next };
  };
  async function start(id: string) {
    const facts = { host: "h", pid: 1, version: "0.1.0", kinds: ["http" as const], queues: null };
    await app.engine.workers.report({
      worker: { id, ...facts, concurrency: 2 },
      jobs: [{ id: "job-1", template: "echo", summary: "hello" }],
      isStopping: false,
    });
  }

  it("are listed in pages, and counted", async () => {
    for (const id of ["w1", "w2", "w3"]) await start(id);
    const first = await ids("?limit=2");
    expect(first.ids).to.deep.equal(["w1", "w2"]);
    expect(await ids(`?limit=2&cursor=${first.next}`)).to.deep.equal({ ids: ["w3"], next: null });
    expect((await app.ask(at("/counts"))).json).to.deep.equal({
      ...{ online: 3, draining: 0, offline: 0, slots: { used: 3, free: 3 }, missing: [] },
    });
    expect((await app.ask(at("?cursor=none"))).json.code).to.equal("invalid-request");
  });

  it("are told to drain and to resume", async () => {
    const { status, json } = await post("/w1/drain");
    expect([status, json.state, json.running]).to.deep.equal([200, "draining", ["job-1"]]);
    expect((await post("/w1/drain")).json).to.deep.equal(json);
    expect((await post("/w1/resume")).json).to.deep.include({ state: "online", drain: null });
  });

  it("are refused what their state does not allow, whatever the id is", async () => {
    expect((await app.ask(at("/w2"), { method: "DELETE" })).json.code).to.equal("worker-conflict");
    await app.engine.workers.leave({ id: "w2" });
    for (const order of ["drain", "resume"])
      expect((await post(`/w2/${order}`)).json.code).to.equal("worker-conflict");
    expect((await app.ask(at("/w2"), { method: "DELETE" })).status).to.equal(204);
    for (const id of ["w2", "none", "%00", "$where", "a.b%2Fc", "x".repeat(300)])
      expect((await post(`/${id}/drain`)).json.code, id).to.equal("worker-not-found");
    expect((await post(`/${"x".repeat(301)}/drain`)).status).to.equal(404);
  });

  it("are no business of somebody who is not signed in", async () => {
    for (const path of ["", "/counts"])
      expect((await app.ask(at(path), { token: null })).status).to.equal(401);
    expect((await app.ask(at("/w1/drain"), { method: "POST", token: null })).status).to.equal(401);
  });
});
