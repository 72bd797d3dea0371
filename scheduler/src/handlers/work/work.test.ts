import { once } from "node:events";
import { request } from "node:http";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Remote work over HTTP", () => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app.stop());

  const worker = { id: "host-1", version: "1.2" };
  const post = (path: string, body: unknown, token?: string | null) =>
    app.ask(`/api/v1/work${path}`, {
      method: "POST",
      body,
      ...(token === undefined ? {} : { token }),
    });
  const submit = async (text = "hello") => {
    const { json } = await app.ask("/api/v1/jobs", {
      method: "POST",
      body: { template: "echo", payload: { text, key: "sesame open" } },
    });
    return String(json.id);
  };
  const job = async (id: string) => (await app.ask(`/api/v1/jobs/${id}`)).json;
  const claim = async (body: object = {}) => {
    const { status, json, text } = await post("/claim", { worker, ...body });
    expect(status, text).to.equal(200);
    return [json.jobs].flat().map(Object) as Record<string, unknown>[];
  };
  const claimOne = async (body: object = {}) =>
    (await claim(body))[0] ?? expect.fail("there was nothing to claim");

  it("is claimed, logged, advanced and settled", async () => {
    const id = await submit();
    const { jobId, lease, payload } = await claimOne({ templates: ["echo"], queues: ["default"] });
    expect(jobId).to.equal(id);
    expect(payload).to.deep.equal({ text: "hello", times: 1, key: "sesame open" });
    const lines = [{ text: "to sesame open" }, { text: "oops", stream: "stderr" }];
    expect((await post("/log", { lease, offset: 0, lines })).json).to.deep.equal({
      ...{ next: 2, full: false },
    });
    expect((await post("/progress", { lease, percent: 50, message: "half" })).status).to.equal(204);
    const [renewed] = [(await post("/renew", { leases: [lease] })).json.leases].flat();
    expect(renewed).to.include({ jobId: id, held: true });
    expect(await job(id)).to.deep.include({
      state: "running",
      progress: { percent: 50, message: "half" },
    });
    const settled = await post("/succeed", { lease, result: { n: 1 } });
    expect(settled.json).to.deep.equal({
      ...{ jobId: id, attempt: 1, outcome: "succeeded", error: null },
    });
    expect(await job(id)).to.deep.include({ state: "succeeded", result: { n: 1 } });
    const { json } = await app.ask(`/api/v1/jobs/${id}/logs`);
    expect(
      [json.items].flat().map((line) => [Object(line).stream, Object(line).text]),
    ).to.deep.equal([
      ["stdout", "to ••••••"],
      ["stderr", "oops"],
    ]);
  });

  it("tells a worker whose lease is lost so, with a code of its own", async () => {
    const id = await submit();
    const { lease } = await claimOne();
    await app.ask(`/api/v1/jobs/${id}/cancel`, { method: "POST" });
    const answers = await Promise.all([
      post("/succeed", { lease, result: 1 }),
      post("/fail", { lease, error: { message: "no" } }),
      post("/release", { lease }),
      post("/log", { lease, offset: 0, lines: [] }),
      post("/progress", { lease, percent: 1 }),
    ]);
    for (const { status, json } of answers)
      expect([status, json.code]).to.deep.equal([409, "lease-lost"]);
    expect((await post("/renew", { leases: [lease] })).json).to.deep.equal({
      leases: [{ jobId: id, held: false, reason: "cancelled" }],
    });
  });

  it("waits for a job, and hears of one at once", async () => {
    const claiming = claimOne({ wait: "30s" });
    const id = await submit();
    expect((await claiming).jobId).to.equal(id);
  });

  it("leases nothing for a caller who hung up", async () => {
    const open = request(`${app.url}/api/v1/work/claim`, {
      method: "POST",
      headers: { authorization: `Bearer ${app.token}`, "content-type": "application/json" },
    });
    open.on("error", () => undefined);
    open.end(JSON.stringify({ worker, wait: "30s" }));
    const [socket] = await once(open, "socket");
    await once(socket, "connect");
    await new Promise((resolve) => setTimeout(resolve, 100));
    open.destroy();
    const id = await submit();
    expect(await eventually(async () => (await claim())[0], "the job")).to.include({
      ...{ jobId: id, attempt: 1 },
    });
  });

  it("answers those who wait when the server stops", async () => {
    const claiming = fetch(`${app.url}/api/v1/work/claim`, {
      method: "POST",
      headers: { authorization: `Bearer ${app.token}`, "content-type": "application/json" },
      body: JSON.stringify({ worker, wait: "30s" }),
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await app.stop();
    const reply = await claiming;
    expect(reply.status).to.equal(200);
    expect(await reply.json()).to.deep.include({ jobs: [] });
    app = await startApp();
  });

  it("shows its worker in the list of workers", async () => {
    await claim();
    const { items } = (await app.ask("/api/v1/workers")).json;
    expect([items].flat()).to.have.length(1);
    expect([items].flat()[0]).to.include({ id: "remote:host-1", version: "1.2", state: "online" });
  });

  it("is refused to those who may not run jobs, since it opens their secrets", async () => {
    await submit();
    const anonymous = await post("/claim", { worker }, null);
    expect(anonymous.status).to.equal(401);
  });

  it("says which field of a request is wrong", async () => {
    await submit();
    const { lease } = await claimOne();
    const faults: [path: string, body: unknown, pointer: string][] = [
      ["/claim", {}, "/worker"],
      ["/claim", { worker: { id: "a b" } }, "/worker/id"],
      ["/claim", { worker, wait: "31s" }, "/wait"],
      ["/claim", { worker, wait: "soon" }, "/wait"],
      ["/claim", { worker, limit: 51 }, "/limit"],
      ["/claim", { worker, templates: [] }, "/templates"],
      ["/claim", { worker, templates: ["Not A Name"] }, "/templates/0"],
      ["/claim", { worker, kinds: ["http"] }, "/kinds"],
      ["/renew", { leases: ["x"] }, "/leases/0"],
      ["/renew", { leases: [] }, "/leases"],
      ["/log", { lease, offset: 3, lines: [{ text: "x" }] }, "/offset"],
      ["/log", { lease, offset: 0, lines: [{ text: 7 }] }, "/lines/0/text"],
      ["/progress", { lease, percent: 101 }, "/percent"],
      ["/succeed", { lease: `${lease}x`, result: 1 }, "/lease"],
      ["/fail", { lease, error: { message: "" } }, "/error/message"],
      ["/fail", { lease, error: { message: "x" }, retryAfter: "31d" }, "/retryAfter"],
    ];
    for (const [path, body, pointer] of faults) {
      const { status, json } = await post(path, body);
      const pointers = [json.errors].flat().map((fault) => Object(fault).pointer);
      expect([status, ...pointers], JSON.stringify(body)).to.include.members([422, pointer]);
    }
  });

  it("takes results up to their limit, and no garbage", async () => {
    const id = await submit();
    const { lease } = await claimOne();
    const raw = (text: string) =>
      app.ask("/api/v1/work/succeed", {
        ...{ method: "POST", raw: text, headers: { "content-type": "application/json" } },
      });
    expect((await raw(`{"lease":"${lease}","result":{]}`)).status).to.equal(400);
    expect(
      (await raw(`{"lease":"${lease}","result":"${"x".repeat(10_000_000)}"}`)).status,
    ).to.equal(413);
    expect(await job(id)).to.include({ state: "running" });
    const settled = await raw(`{"lease":"${lease}","result":"${"x".repeat(1_100_000)}"}`);
    expect(settled.json.error).to.include({ reason: "too-large" });
    expect(await job(id)).to.include({ state: "failed" });
  });
});
