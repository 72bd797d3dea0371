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

  describe("by the header Prefer", () => {
    const prefer = (text: string, query = "") =>
      app.ask(`/api/v1/jobs${query}`, {
        ...{ method: "POST", body: { template: "echo", payload: { text: "hello" } } },
        headers: { prefer: text },
      });

    it("answers with the result, and says that it did", async () => {
      const asked = prefer('respond-async, WAIT="30"; foo');
      await succeed(await claim());
      const { json, headers } = await asked;
      expect(json).to.deep.include({ state: "succeeded", result: { n: 1 } });
      expect(headers.get("preference-applied")).to.equal("wait=30");
    });

    it("waits no longer than a minute, and says so", async () => {
      const asked = prefer("wait=3600");
      await succeed(await claim());
      expect((await asked).headers.get("preference-applied")).to.equal("wait=60");
    });

    it("gives way to the query", async () => {
      const { json, headers } = await prefer("wait=60", "?wait=1ms");
      expect(headers.get("preference-applied")).to.equal(null);
      await app.ask(`/api/v1/jobs/${json.id}/cancel`, { method: "POST" });
    });

    it("refuses a wait that is no number of seconds, and ignores what it does not know", async () => {
      for (const text of ["wait", "wait=soon", "wait=-1", "wait=1.5", "wait=5s"])
        expect((await prefer(text)).json.errors, text).to.deep.equal([
          {
            pointer: "/headers/prefer",
            message: "must say `wait` in whole seconds, such as wait=30",
            keyword: "pattern",
          },
        ]);
      const { status, json, headers } = await prefer("return=minimal, waiting=5");
      expect([status, headers.get("preference-applied")]).to.deep.equal([201, null]);
      await app.ask(`/api/v1/jobs/${json.id}/cancel`, { method: "POST" });
    });

    it("waits for the end of a job that is read or run again", async () => {
      const { id } = (await submit()).json;
      await app.ask(`/api/v1/jobs/${id}/cancel`, { method: "POST" });
      const headers = { prefer: "wait=60" };
      expect((await app.ask(`/api/v1/jobs/${id}`, { headers })).json).to.include({
        state: "cancelled",
      });
      const again = app.ask(`/api/v1/jobs/${id}/rerun`, { method: "POST", headers });
      await succeed(await claim());
      expect((await again).json).to.include({ state: "succeeded" });
    });
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
