import { expect } from "chai";
import { type RunningApp, startApp } from "../testing/start-app.ts";

describe("Jobs to try things out", () => {
  let app: RunningApp;
  let production: RunningApp;
  before(async () => {
    [app, production] = await Promise.all([startApp({ generateJobs: true }), startApp()]);
  });
  after(() => Promise.all([app.stop(), production.stop()]));

  const path = "/api/v1/dev/generate-jobs";
  const generate = (body: object, on = app) => on.ask(path, { method: "POST", body });
  const total = async (on = app) => (await on.ask("/api/v1/jobs/stats")).json.total;

  it("are stored as often as was asked, with the payload given", async () => {
    const { status, json } = await generate({
      ...{ template: "echo", count: 7, payload: { text: "hello" } },
    });
    expect([status, json.accepted]).to.deep.equal([201, 7]);
    const [id] = [json.ids].flat();
    const { json: job } = await app.ask(`/api/v1/jobs/${id}`);
    expect(job).to.deep.include({ payload: { text: "hello", times: 1 }, tags: ["generated"] });
  });

  it("are refused as a whole where the payload does not fit", async () => {
    const before = await total();
    for (const more of [{ payload: { text: "" } }, {}]) {
      const { status, json } = await generate({ template: "echo", count: 3, ...more });
      expect([status, json.code]).to.deep.equal([422, "invalid-payload"]);
      expect(Object([json.errors].flat()[0]).pointer).to.equal("/payload/text");
    }
    expect(await total()).to.equal(before);
  });

  it("are refused for other templates and numbers", async () => {
    expect((await generate({ template: "none", count: 1 })).status).to.equal(404);
    for (const count of [0, 1001, 1.5, "3"])
      expect((await generate({ template: "echo", count })).status).to.equal(422);
  });

  it("are refused in production", async () => {
    const body = { template: "echo", count: 1, payload: { text: "hello" } };
    const { status, json } = await generate(body, production);
    expect([status, json.code]).to.deep.equal([403, "forbidden"]);
    expect(json.detail).to.include("FORMWORK_GENERATE_JOBS");
    expect(await total(production)).to.equal(0);
  });
});
