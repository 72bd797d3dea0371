import { expect } from "chai";
import { type RunningApp, startApp } from "../testing/start-app.ts";

describe("Limits over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const at = "/api/v1/settings/limits";
  const put = (body: unknown) => app.ask(at, { method: "PUT", body });
  const submit = () =>
    app.ask("/api/v1/jobs", {
      method: "POST",
      body: { template: "echo", payload: { text: "hello" } },
    });
  const claim = () => app.engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 100 });

  it("are none until an admin sets some", async () => {
    expect((await app.ask(at)).json).to.deep.equal({ activeJobsPerOwner: null });
  });

  it("let an owner's jobs wait, and refuse none", async () => {
    expect((await put({ activeJobsPerOwner: 2 })).json).to.deep.equal({ activeJobsPerOwner: 2 });
    expect((await app.ask(at)).json).to.deep.equal({ activeJobsPerOwner: 2 });
    for (let n = 0; n < 4; n++) expect((await submit()).status).to.equal(201);
    const running = await claim();
    expect(running).to.have.length(2);
    for (const assignment of running)
      await app.engine.work.settle({
        assignment,
        outcome: { outcome: "succeeded", result: null },
      });
    expect(await claim()).to.have.length(2);
  });

  it("are refused with what is allowed", async () => {
    for (const activeJobsPerOwner of [0, 10_001, "2", undefined]) {
      const { status, json } = await put({ activeJobsPerOwner });
      expect(status).to.equal(422);
      expect(JSON.stringify(json.errors)).to.include("activeJobsPerOwner");
    }
  });
});
