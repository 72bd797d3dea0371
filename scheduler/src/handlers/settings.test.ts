import { may, type Principal, roles } from "@formwork/contracts/account";
import { operations } from "@formwork/contracts/operations/operations";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { echo, type RunningApp, startApp } from "../testing/start-app.ts";

describe("The report on limits over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  it("names whose jobs run, and how many are held by the limit", async () => {
    const path = "/api/v1/settings/limits";
    await app.ask(path, { method: "PUT", body: { activeJobsPerOwner: 1 } });
    const body = { template: "echo", payload: { text: "hello" } };
    for (let count = 0; count < 3; count++) await app.ask("/api/v1/jobs", { method: "POST", body });
    const claim = () => app.engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 9 });
    expect(await claim()).to.have.length(1);
    await claim();
    const { json } = await app.ask(`${path}/report`);
    const [{ id: owner }] = [(await app.ask("/api/v1/auth/me")).json];
    expect(json).to.deep.equal({ owners: [{ owner, running: 1, waiting: 2 }], more: false });
  });
});

describe("The retention over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const path = "/api/v1/settings/retention";
  const defaults = {
    succeeded: "30d",
    failed: "90d",
    cancelled: "30d",
    logs: "14d",
    audit: "365d",
  };
  const put = (body: unknown) => app.ask(path, { method: "PUT", body });
  const preview = async (body: unknown) =>
    (await app.ask(`${path}/preview`, { method: "POST", body })).json;
  const report = async () => (await app.ask(`${path}/report`)).json;

  async function cancelledJob(headers: Record<string, string> = {}) {
    const body = { template: "echo", payload: { text: "hello" } };
    const { json } = await app.ask("/api/v1/jobs", { method: "POST", body, headers });
    await app.ask(`/api/v1/jobs/${json.id}/cancel`, { method: "POST" });
    return String(json.id);
  }

  it("has defaults, until it is set as a whole", async () => {
    expect((await app.ask(path)).json).to.deep.equal(defaults);
    const kept = { ...defaults, failed: null, succeeded: "P7D" };
    expect(await put(kept)).to.deep.include({ status: 200, json: kept });
    expect((await app.ask(path)).json).to.deep.equal(kept);
    await put(defaults);
  });

  it("keeps the audit log for a week at least, and leaves that as it is where it is left out", async () => {
    const { audit: _, ...others } = defaults;
    await put({ ...others, audit: "400d" });
    expect((await put(others)).json).to.include({ audit: "400d" });
    const { status, json } = await put({ ...others, audit: "6d" });
    expect([status, JSON.stringify(json.errors)].join(" ")).to.match(
      /^422 .*\/audit.*7d or longer/,
    );
    await put(defaults);
  });

  it("is refused with the field that is wrong", async () => {
    const refusal = async (body: unknown) => {
      const { status, json } = await put(body);
      const errors = [json.errors].flat().map((error) => Object(error));
      return [status, ...errors.map(({ pointer, message }) => `${pointer} ${message}`)].join(" ");
    };
    expect(await refusal({ ...defaults, failed: "soon" })).to.match(/^422 \/failed /);
    expect(await refusal({ ...defaults, failed: "0s" })).to.match(
      /^422 \/failed must be 1s or longer/,
    );
    expect(await refusal({ ...defaults, failed: 30 })).to.match(/^422 \/failed /);
    expect(await refusal({ ...defaults, failed: "200000d" })).to.match(/^422 \/failed /);
    expect(await refusal({ ...defaults, running: "1d" })).to.match(/^422 \/running /);
    expect(await refusal({ succeeded: "1d" })).to.match(/^422 .*\/failed /);
    expect(await refusal([])).to.match(/^422/);
    expect((await app.ask(path)).json).to.deep.equal(defaults);
  });

  it("is read and set by admins only", () => {
    const of = (role: Principal["role"]) => ({ id: "u", role, email: "", sessionId: null });
    for (const [id, { scope }] of Object.entries(operations))
      if (id.startsWith("settings."))
        expect(
          roles.filter((role) => may(of(role), scope)),
          id,
        ).to.deep.equal(["admin"]);
  });

  it("removes what its preview counted, and reports it", async () => {
    const headers = { "idempotency-key": "once" };
    const id = await cancelledJob(headers);
    const short = { ...defaults, cancelled: "1s" };
    const found = await eventually(async () => {
      const json = await preview(short);
      return json.jobs === 1 ? json : null;
    }, "a job that is a second old");
    expect(found).to.deep.include({
      more: false,
      groups: [{ template: "echo", state: "cancelled", count: 1 }],
      logs: 0,
    });
    expect(await preview(defaults)).to.deep.include({ jobs: 0, oldest: null, newest: null });
    await put(short);
    const run = await eventually(async () => (await report()).lastRun, "a clean-up");
    expect(run).to.deep.include({ jobs: 1, logs: 0 });
    expect((await app.ask(`/api/v1/jobs/${id}`)).status).to.equal(404);
    await put(defaults);
    expect(await cancelledJob(headers)).to.not.equal(id);
  });

  it("yields to that of a template, whose newest version counts", async () => {
    const publish = (retention: unknown) =>
      app.ask("/api/v1/templates/kept", {
        method: "PUT",
        body: { ...echo, name: "kept", title: "Kept", retention },
      });
    await publish({ failed: "1d" });
    await publish({ succeeded: null, cancelled: "2d" });
    expect((await report()).overrides).to.deep.equal([
      { template: "kept", title: "Kept", retention: { succeeded: null, cancelled: "2d" } },
    ]);
    const { status, json } = await publish({ failed: "0s" });
    expect(status).to.equal(422);
    expect(json.errors).to.deep.equal([
      {
        pointer: "/retention/failed",
        message: "must be 1s or longer; null keeps for ever",
        keyword: "minimum",
      },
    ]);
    expect((await publish({ failed: "soon" })).status).to.equal(422);
  });

  it("shows in a log that its lines were removed", async () => {
    const id = await cancelledJob();
    const logs = async () => (await app.ask(`/api/v1/jobs/${id}/logs`)).json;
    expect(await logs()).to.deep.equal({ items: [], next: null, removedAt: null });
    expect((await app.ask(`/api/v1/jobs/${id}/logs?tail=5`)).json).to.deep.include({
      removedAt: null,
    });
  });
});
