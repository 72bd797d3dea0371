import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Actions on many jobs over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());
  const post = (path: string, body: unknown) => app.ask(`/api/v1${path}`, { method: "POST", body });
  const get = async (path: string) => (await app.ask(`/api/v1${path}`)).json;
  async function manyJobs(count: number, tags: string[] = []) {
    const jobs = Array.from({ length: count }, () => ({
      ...{ template: "echo", payload: { text: "hello", key: "s3cret" }, tags },
    }));
    const { json } = await post("/jobs/batch", { jobs });
    return [json.items].flat().map((item) => String(Object(item).id));
  }
  const ended = (id: unknown) =>
    eventually(async () => {
      const action = await get(`/jobs/actions/${id}`);
      return action.finishedAt !== null && action;
    }, `action ${id} did not end`);

  it("are made with ids, answered at once, and listed", async () => {
    const ids = await manyJobs(3);
    const { status, json } = await post("/jobs/actions", { action: "cancel", ids });
    expect(status).to.equal(202);
    expect(json).to.include({ action: "cancel", state: "running", total: 3, done: 0, failed: 0 });
    expect(await ended(json.id)).to.include({ state: "done", done: 3, failed: 0 });
    const { items } = await get("/jobs/actions?limit=1");
    expect([items].flat()[0]).to.include({ id: json.id });
  });

  it("are made with every filter of the list, values alone or in lists", async () => {
    await manyJobs(2, ["one", "two"]);
    await manyJobs(1, ["one"]);
    for (const filter of [
      { tag: ["one", "two"], state: "queued", createdBy: "me", q: "hello", template: "echo" },
      { tag: "two", "payload.text": "hello", queue: ["default"], from: "2020-01-01T00:00:00Z" },
    ]) {
      const { json } = await post("/jobs/actions", { action: "cancel", filter });
      expect(json, JSON.stringify(filter)).to.deep.include({ total: 2, filter });
      await ended(json.id);
      const query = "state=cancelled&tag=two";
      await post("/jobs/actions", { action: "retry", filter: { tag: "two" } });
      await eventually(
        async () => [(await get(`/jobs?${query}`)).items].flat().length === 0,
        "they were not retried",
      );
    }
    expect([(await get("/jobs?tag=one&state=queued")).items].flat()).to.have.length(3);
  });

  it("are made once by requests that are repeated with their key", async () => {
    const ids = await manyJobs(3);
    const ask = (body: unknown) =>
      app.ask("/api/v1/jobs/actions", {
        ...{ method: "POST", body, headers: { "idempotency-key": "nightly" } },
      });
    const first = await ask({ action: "cancel", ids });
    expect(first.status).to.equal(202);
    await ended(first.json.id);
    const again = await ask({ ids, action: "cancel" });
    expect(again.status).to.equal(200);
    expect(again.json).to.include({ id: first.json.id, state: "done", done: 3 });
    const other = await ask({ action: "retry", ids });
    expect([other.status, other.json.code]).to.deep.equal([409, "idempotency-conflict"]);
    expect((await ask({ action: "cancel" })).status).to.equal(422);
  });

  it("are stopped", async () => {
    const ids = await manyJobs(5);
    const body = { action: "cancel", ids, perMinute: 1 };
    const { json } = await post("/jobs/actions", body);
    const stopped = await post(`/jobs/actions/${json.id}/stop`, undefined);
    expect(stopped.status).to.equal(200);
    expect(await ended(json.id)).to.include({ state: "stopped", total: 5 });
  });

  it("are refused with the field that is wrong, and what is allowed", async () => {
    for (const [body, pointer, text] of [
      [{ action: "cancel" }, "/ids", "or filter has to be given"],
      [{ action: "cancel", ids: ["x"], filter: {} }, "/filter", "exactly one"],
      [{ action: "cancel", filter: {} }, "/filter", "all: true"],
      [{ action: "cancel", ids: [] }, "/ids", "at least"],
      [{ action: "cancel", ids: Array(10_001).fill("x") }, "/ids", "10000"],
      [{ action: "explode", ids: ["x"] }, "/action", "dismiss"],
      [{ action: "cancel", filter: { colour: "red" } }, "/filter/colour", ""],
      [{ action: "cancel", filter: { state: "odd" } }, "/filter/state", "queued"],
      [{ action: "cancel", filter: { state: ["odd"] } }, "/filter/state", "queued"],
      [{ action: "cancel", filter: { from: "noon" } }, "/filter/from", ""],
      [{ action: "cancel", filter: { tag: 5 } }, "/filter/tag", "text"],
      [{ action: "cancel", ids: ["x"], perMinute: 0 }, "/perMinute", "1"],
    ] as const) {
      const { status, json } = await post("/jobs/actions", body);
      expect(status, JSON.stringify(body).slice(0, 80)).to.equal(422);
      const errors = [json.errors].flat().map(Object);
      expect(errors[0].pointer, json.detail as string).to.satisfy((found: string) =>
        found.startsWith(pointer),
      );
      expect(JSON.stringify(errors)).to.contain(text);
    }
    expect((await app.ask("/api/v1/jobs/actions/nobody")).json.code).to.equal("action-not-found");
    const stop = await post(`/jobs/actions/${"x".repeat(80)}/stop`, undefined);
    expect(stop.status).to.equal(404);
  });

  it("leave the paths of a single job as they were", async () => {
    expect((await app.ask("/api/v1/jobs/action")).json.code).to.equal("job-not-found");
  });
});
