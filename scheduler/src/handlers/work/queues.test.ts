import type { FormworkEvent } from "@formwork/contracts/events/events";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Queues over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const at = (path = "") => `/api/v1/queues${path}`;
  const post = (path: string, body?: unknown) => app.ask(at(path), { method: "POST", body });
  const patch = (name: string, body: unknown) => app.ask(at(`/${name}`), { method: "PATCH", body });
  const submit = (queue: string, more: object = {}) =>
    app.ask("/api/v1/jobs", {
      method: "POST",
      body: { template: "echo", payload: { text: "hello" }, queue, ...more },
    });
  const claim = () => app.engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 100 });
  const names = (json: Record<string, unknown>) => [json.items].flat().map((q) => Object(q).name);
  const empty = {
    ...{ paused: false, reason: null, pausedBy: null, pausedAt: null, concurrency: null },
    ...{ scheduled: 0, queued: 0, running: 0, oldestDueMs: null },
    perMinute: { in: 0, out: 0 },
  };

  it("are listed by name: those of templates, with jobs and with rules, page by page", async () => {
    await submit("waiting", { delay: "1h" });
    await patch("limited", { concurrency: 3 });
    const json = await eventually(async () => {
      const { json } = await app.ask(at());
      return names(json).includes("waiting") && json;
    }, "the queue of a job");
    expect(names(json)).to.deep.equal(["default", "limited", "waiting"]);
    expect(json.items).to.deep.include({ name: "limited", ...empty, concurrency: 3 });
    expect(json.items).to.deep.include({ name: "waiting", ...empty, scheduled: 1 });
    const { json: first } = await app.ask(at("?limit=2"));
    expect(names(first)).to.deep.equal(["default", "limited"]);
    const { json: second } = await app.ask(at(`?limit=2&cursor=${first.next}`));
    expect(names(second)).to.deep.equal(["waiting"]);
    expect(second.next).to.equal(null);
  });

  it("start nothing while they are paused, and say why", async () => {
    await submit("red");
    const { status, json } = await post("/red/pause", { reason: "Deploy" });
    expect(status).to.equal(200);
    expect(json).to.include({ name: "red", paused: true, reason: "Deploy" });
    expect(json.pausedAt).to.be.a("string");
    expect(json.pausedBy).to.be.a("string");
    expect(await claim()).to.deep.equal([]);
    expect((await post("/red/resume")).json).to.include({ paused: false, reason: null });
    expect(await claim()).to.have.length(1);
  });

  it("tell which concurrency keys are full, and who waits for them", async () => {
    const definition = {
      name: "keyed",
      title: "Keyed",
      payload: { type: "object", properties: { host: { type: "string" } } },
      run: { kind: "remote" },
      concurrency: { key: "{{payload.host}}", limit: 1 },
      summary: "at {{payload.host}}",
    };
    await app.ask("/api/v1/templates/keyed", { method: "PUT", body: definition });
    const keyed = async () => {
      const body = { template: "keyed", queue: "keys", payload: { host: "web-1" } };
      return (await app.ask("/api/v1/jobs", { method: "POST", body })).json.id;
    };
    const [, second] = [await keyed(), await keyed(), await keyed()];
    const take = () =>
      app.engine.work.claim({ workerId: "w", kinds: ["remote"], queues: ["keys"], limit: 9 });
    expect(await take()).to.have.length(1);
    expect(await take()).to.have.length(0);
    const first = { id: second, summary: "at web-1", template: "keyed" };
    expect((await app.ask(at("/keys/keys"))).json).to.deep.equal({
      items: [{ key: "keyed:web-1", limit: 1, running: 1, waiting: 2, first }],
      more: false,
    });
    expect((await app.ask(at("/none/keys"))).json).to.deep.equal({ items: [], more: false });
  });

  it("start no more jobs at once than their limit", async () => {
    for (let n = 0; n < 5; n++) await submit("blue");
    expect((await patch("blue", { concurrency: 2 })).json).to.include({ concurrency: 2 });
    expect(await claim()).to.have.length(2);
    expect((await patch("blue", { concurrency: null })).json).to.include({ concurrency: null });
    expect(await claim()).to.have.length(3);
    // Counts may be a little old where reading them takes long.
    await eventually(async () => {
      const { queued, running } = (await app.ask(at("/blue"))).json;
      return queued === 0 && running === 5;
    }, "five running jobs");
  });

  it("say why a job of theirs waits", async () => {
    const waiting = async (id: unknown) => {
      const { status, json } = await app.ask(`/api/v1/jobs/${id}/waiting`);
      expect(status).to.equal(200);
      return [json.reasons].flat().map((reason) => Object(reason));
    };
    const { json: later } = await submit("gold", { delay: "1h" });
    expect(await waiting(later.id)).to.deep.equal([{ kind: "later", runAt: later.runAt }]);
    const { json: after } = await submit("gold", { dependsOn: [later.id] });
    expect((await waiting(after.id))[0]).to.deep.equal({
      ...{ kind: "dependencies", jobs: [later.id], count: 1 },
    });
    const { json: queued } = await submit("gold");
    await post("/gold/pause", { reason: "Deploy" });
    const reasons = await waiting(queued.id);
    expect(reasons.map(({ kind }) => kind)).to.deep.equal(["paused", "noWorker", "place"]);
    expect(reasons[0]).to.include({ reason: "Deploy", queue: "gold" });
    expect((await app.ask("/api/v1/jobs/none/waiting")).json.code).to.equal("job-not-found");
  });

  it("are refused with the field that is wrong", async () => {
    for (const concurrency of [0, -1, 1.5, "2", 10_001, undefined]) {
      const { status, json } = await patch("blue", { concurrency });
      expect(status).to.equal(422);
      expect(JSON.stringify(json.errors)).to.include("concurrency");
    }
    expect((await post("/blue/pause", { reason: "x".repeat(501) })).status).to.equal(422);
    expect((await post("/No%20Name/pause", {})).status).to.equal(422);
    expect((await app.ask(at("?cursor=nonsense"))).status).to.equal(422);
  });

  it("tell their pauses and limits as events", async () => {
    const heard: FormworkEvent[] = [];
    const following = await app.engine.bus.follow({
      onEvents: (entries) => heard.push(...entries.map(({ event }) => event)),
    });
    await post("/green/pause", { reason: "Deploy" });
    await post("/green/resume");
    await post("/green/resume");
    await patch("green", { concurrency: 1 });
    const types = () => heard.filter(({ subject }) => subject === "green").map(({ type }) => type);
    await eventually(() => types().length >= 3, "three events");
    expect(types()).to.deep.equal(["queue.paused", "queue.resumed", "queue.changed"]);
    await following.stop();
  });
});
