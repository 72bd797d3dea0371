import { expect } from "chai";
import { type RunningApp, startApp } from "../testing/start-app.ts";

describe("Schedules over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const at = (path = "") => `/api/v1/schedules${path}`;
  const post = (path: string, body?: unknown) => app.ask(at(path), { method: "POST", body });
  const patch = (id: unknown, body: unknown) => app.ask(at(`/${id}`), { method: "PATCH", body });
  const nightly = {
    ...{ template: "echo", payload: { text: "hello" }, cron: "0 3 * * *" },
    timezone: "Europe/Berlin",
  };
  const create = async (more: object = {}) => (await post("", { ...nightly, ...more })).json;
  const faults = (json: Record<string, unknown>) =>
    [json.errors].flat().map((error) => `${Object(error).pointer} ${Object(error).message}`);

  it("are made, listed by their next run, read and deleted", async () => {
    const { status, json } = await post("", nightly);
    expect(status).to.equal(201);
    expect(json).to.deep.include({
      ...{
        name: "Echo",
        template: "echo",
        version: null,
        cron: "0 3 * * *",
        every: null,
        at: null,
      },
      ...{ timezone: "Europe/Berlin", misfire: "fireOnce", overlap: "skip", enabled: true },
      ...{
        payload: { text: "hello", times: 1 },
        state: "active",
        tags: [],
        createdBy: json.createdBy,
      },
    });
    expect(json.nextRunAt).to.be.a("string");
    expect((await app.ask(at(`/${json.id}`))).json).to.deep.equal(json);
    const sooner = await create({ cron: undefined, every: "1m" });
    const paused = await create({ enabled: false });
    const { json: list } = await app.ask(at("?template=echo"));
    expect([list.items].flat().map((item) => Object(item).id)).to.deep.equal([
      ...[sooner.id, json.id, paused.id],
    ]);
    for (const { id } of [json, sooner, paused])
      expect((await app.ask(at(`/${id}`), { method: "DELETE" })).status).to.equal(204);
    expect((await app.ask(at(`/${json.id}`))).json.code).to.equal("schedule-not-found");
  });

  it("are refused with the field that is wrong", async () => {
    const refusal = async (more: object) => {
      const { status, json } = await post("", { ...nightly, ...more });
      return [status, json.code, ...faults(json)].join(" ");
    };
    expect(await refusal({ cron: "0 25 * * *" })).to.match(/^422 invalid-request \/cron the hour/);
    expect(await refusal({ cron: "0 0 30 2 *" })).to.contain("never fires");
    expect(await refusal({ timezone: "Mars/Base" })).to.contain("/timezone");
    expect(await refusal({ every: "1h" })).to.contain("/every give only one");
    expect(await refusal({ jitter: "2d" })).to.contain("/jitter");
    expect(await refusal({ payload: {} })).to.match(/^422 invalid-payload \/payload\/text/);
    expect(await refusal({ template: "nothing" })).to.contain("404 template-not-found");
    expect(await refusal({ misfire: "never" })).to.contain("/misfire");
  });

  it("are changed: what is named only, null takes a bound away", async () => {
    const { id } = await create({ endsAt: "2099-01-01T00:00:00Z", maxFailures: 3 });
    const { status, json } = await patch(id, { every: "1h", endsAt: null, maxFailures: null });
    expect(status).to.equal(200);
    expect(json).to.include({ every: "1h", cron: null, endsAt: null, maxFailures: null });
    expect(json).to.deep.include({ payload: { text: "hello", times: 1 } });
    expect((await patch(id, { payload: { text: "" } })).json.code).to.equal("invalid-payload");
    expect((await patch(id, { cron: "x * * * *" })).status).to.equal(422);
    expect((await patch(id, { enabled: false })).json).to.include({ state: "paused" });
  });

  it("keep a secret that a handle stands for", async () => {
    const made = await create({ payload: { text: "hello", key: "hunter2" } });
    const shown = Object(made.payload);
    expect(shown.key).to.match(/^•{6}/);
    const { json } = await patch(made.id, { payload: { ...shown, text: "changed" } });
    expect(Object(json.payload).text).to.equal("changed");
    expect(JSON.stringify(json)).not.to.contain("hunter2");
    const { json: job } = await post(`/${made.id}/trigger`);
    expect(Object(job.payload).key).to.match(/^•{6}/);
    const [claimed] = await app.engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 1 });
    expect(claimed?.job.payload).to.include({ key: "hunter2", text: "changed" });
  });

  it("are paused with a reason, resumed, skipped and triggered", async () => {
    const { id, nextRunAt } = await create();
    const { json: skipped } = await post(`/${id}/skip-next`);
    expect(Date.parse(String(skipped.nextRunAt))).to.be.above(Date.parse(String(nextRunAt)));
    const { json: paused } = await post(`/${id}/pause`, { reason: "moving house" });
    expect(paused).to.include({ enabled: false, pausedReason: "moving house", nextRunAt: null });
    expect((await post(`/${id}/skip-next`)).json.code).to.equal("schedule-not-active");
    const triggered = await post(`/${id}/trigger`);
    expect(triggered.status).to.equal(201);
    expect(triggered.json).to.include({ scheduleId: id, state: "queued" });
    const { json: resumed } = await post(`/${id}/resume`);
    expect(resumed).to.include({ enabled: true, pausedReason: null });
    const { json: slots } = await app.ask(at(`/${id}/slots`));
    expect(slots.items).to.have.length(1);
    const { json: jobs } = await app.ask(`/api/v1/jobs?schedule=${id}`);
    expect(jobs.items).to.have.length(1);
  });

  it("make the jobs of a past window once", async () => {
    const { id } = await create({ cron: "0 * * * *" });
    const hourMs = 3_600_000;
    const to = new Date(Math.floor(Date.now() / hourMs) * hourMs);
    const from = new Date(to.getTime() - 3 * hourMs);
    const window = { from: from.toISOString(), to: to.toISOString() };
    const { status, json } = await post(`/${id}/backfill`, window);
    expect(status).to.equal(200);
    expect(json).to.include({ fired: 3, already: 0 });
    expect((await post(`/${id}/backfill`, window)).json).to.include({ fired: 0, already: 3 });
    const { json: jobs } = await app.ask(`/api/v1/jobs?schedule=${id}&sort=runAt`);
    const [first, second] = [jobs.items].flat().map(Object);
    expect(first.runAt).to.equal(from.toISOString());
    expect(second.dependsOn).to.deep.equal([first.id]);
    const future = { ...window, to: new Date(Date.now() + hourMs).toISOString() };
    expect(faults((await post(`/${id}/backfill`, future)).json)[0]).to.contain("/to");
    const wide = { ...window, from: "2020-01-01T00:00:00Z" };
    expect(faults((await post(`/${id}/backfill`, wide)).json)[0]).to.contain("/from");
  });

  it("are previewed with marks at clock changes, and the payload of the template", async () => {
    const berlin = { timezone: "Europe/Berlin", from: "2026-03-28T00:00:00Z", count: 2 };
    const { json } = await post("/preview", { cron: "30 2 * * *", ...berlin });
    expect(json).to.deep.equal({
      items: [
        { at: "2026-03-28T01:30:00.000Z", local: "2026-03-28T02:30:00+01:00", dst: null },
        { at: "2026-03-29T01:00:00.000Z", local: "2026-03-29T03:00:00+02:00", dst: "gap" },
      ],
    });
    const { json: whole } = await post("/preview", {
      ...{ every: "1h", count: 1, template: "echo", payload: { text: "hi", key: "hunter2" } },
    });
    expect(whole.payload).to.deep.include({ text: "hi", times: 1 });
    expect(JSON.stringify(whole)).not.to.contain("hunter2");
    expect((await post("/preview", { cron: "0 0 * 13 *" })).status).to.equal(422);
  });

  it("are previewed as a change of a stored one, with its secrets", async () => {
    const made = await create({ payload: { text: "hello", key: "hunter2" } });
    const changed = { ...Object(made.payload), text: "changed" };
    const input = { cron: "0 4 * * *", template: "echo", payload: changed, count: 1 };
    const { json } = await post("/preview", { ...input, schedule: made.id });
    expect(Object(json.payload)).to.include({ text: "changed" });
    expect(JSON.stringify(json)).not.to.contain("hunter2");
    expect((await post("/preview", input)).json.code).to.equal("invalid-payload");
    const { json: stored } = await post("/preview", { schedule: made.id, count: 1 });
    expect(Object([stored.items].flat()[0]).at).to.equal(made.nextRunAt);
    const unknown = await post("/preview", { schedule: "none", every: "1h" });
    expect([unknown.status, unknown.json.code]).to.deep.equal([404, "schedule-not-found"]);
  });

  it("are found by words, and list their last results and planned starts", async () => {
    const made = await create({ name: "Find me at night", every: "12h", cron: undefined });
    const { json: found } = await app.ask(at("?q=night%20FIND&template=echo"));
    expect([found.items].flat().map((item) => Object(item).id)).to.deep.equal([made.id]);
    expect((await app.ask(at("?attention=true"))).json.items).to.deep.equal([]);
    const { json: job } = await post(`/${made.id}/trigger`);
    const { json: results } = await app.ask(at(`/results?id=${made.id}&id=none`));
    expect(results.items).to.deep.equal([
      {
        ...{ id: made.id, missed: 0 },
        results: [{ at: job.runAt, outcome: "queued", jobId: job.id, summary: job.summary }],
      },
    ]);
    const { status, json } = await app.ask(at("/calendar?timezone=Asia/Tokyo&template=echo"));
    expect(status).to.equal(200);
    expect(json.days).to.have.length(7);
    const many = Array.from({ length: 51 }, (_, n) => `id=${n}`).join("&");
    for (const path of ["/calendar?timezone=Mars/Base", "/calendar?from=soon", `/results?${many}`])
      expect((await app.ask(at(path))).status, path).to.equal(422);
  });

  it("give back priority and queue to the template", async () => {
    const { id } = await create({ priority: 9, queue: "night" });
    const { json } = await patch(id, { priority: null, queue: null });
    expect(json).to.include({ priority: null, queue: null });
  });

  it("fire on their own", async () => {
    const { id } = await create({ cron: "* * * * * *", overlap: "allow" });
    for (;;) {
      const { json } = await app.ask(at(`/${id}`));
      if (json.lastJobId !== null) break;
    }
    expect((await app.ask(at(`/${id}`), { method: "DELETE" })).status).to.equal(204);
  });
});
