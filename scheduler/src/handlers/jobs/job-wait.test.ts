import type { Assignment } from "@formwork/engine/work/work";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("A request that waits for the end of a job", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const submit = (query = "") =>
    app.ask(`/api/v1/jobs${query}`, {
      ...{ method: "POST", body: { template: "echo", payload: { text: "hello" } } },
    });
  async function claim(): Promise<Assignment> {
    const [claimed] = await app.engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 1 });
    return claimed ?? claim();
  }
  const succeed = (assignment: Assignment) =>
    app.engine.work.settle({ assignment, outcome: { outcome: "succeeded", result: { n: 1 } } });

  it("answers a submit with the result", async () => {
    const asked = submit("?wait=30s");
    await succeed(await claim());
    const { status, json, headers } = await asked;
    expect(status).to.equal(201);
    expect(json).to.deep.include({ state: "succeeded", result: { n: 1 } });
    expect(headers.get("location")).to.equal(`/api/v1/jobs/${json.id}`);
  });

  it("answers a read at the end, also that of a cancel", async () => {
    const { id } = (await submit()).json;
    const asked = app.ask(`/api/v1/jobs/${id}?wait=1m`);
    await app.ask(`/api/v1/jobs/${id}/cancel`, { method: "POST" });
    expect((await asked).json).to.include({ state: "cancelled" });
  });

  it("answers with the job as it is after the time", async () => {
    const { id } = (await submit()).json;
    expect((await app.ask(`/api/v1/jobs/${id}?wait=50ms`)).json).to.include({ state: "queued" });
    await app.ask(`/api/v1/jobs/${id}/cancel`, { method: "POST" });
  });

  it("refuses a wait that is too long, before it makes a job", async () => {
    const total = async () => (await app.ask("/api/v1/jobs/stats")).json.total;
    const before = await total();
    const { status, json } = await submit("?wait=61s");
    expect([status, json.errors]).to.deep.equal([
      422,
      [{ pointer: "/query/wait", message: "must be at most 60s", keyword: "maximum" }],
    ]);
    expect((await submit("?wait=soon")).status).to.equal(422);
    expect(await total()).to.equal(before);
  });

  it("answers when the server stops", async () => {
    const own = await startApp();
    const { id } = (
      await own.ask("/api/v1/jobs", {
        ...{ method: "POST", body: { template: "echo", payload: { text: "hello" } } },
      })
    ).json;
    const asked = own.ask(`/api/v1/jobs/${id}?wait=60s`);
    // A second request on its way proves that the first one has arrived.
    await own.ask(`/api/v1/jobs/${id}`);
    await own.stop();
    expect((await asked).json).to.include({ state: "queued" });
  });
});
