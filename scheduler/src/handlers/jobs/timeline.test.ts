import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("The timeline over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const timeline = (query = "") => app.ask(`/api/v1/jobs/timeline${query}`);
  const itemsOf = (json: Record<string, unknown>) => [json.items].flat().map(Object);
  async function runOne() {
    const body = { template: "echo", payload: { text: "hello" }, tags: ["mine"] };
    await app.ask("/api/v1/jobs", { method: "POST", body });
    const [assignment] = await app.engine.work.claim({
      ...{ workerId: "w", kinds: ["remote"], limit: 1 },
    });
    if (assignment === undefined) return expect.fail("nothing to claim");
    await app.engine.work.settle({ assignment, outcome: { outcome: "succeeded", result: null } });
  }

  it("shows what ended, with and without a filter that nothing is kept by", async () => {
    await runOne();
    for (const query of ["", "?template=echo&queue=default", "?tag=mine", "?payload.text=hello"]) {
      const ended = await eventually(
        async () => {
          const { status, json } = await timeline(query);
          expect(status).to.equal(200);
          expect(itemsOf(json).length).to.be.within(288, 289);
          const bucket = itemsOf(json).find(({ succeeded }) => succeeded === 1);
          const { at: _, ...numbers } = bucket ?? {};
          if (bucket !== undefined) expect(json.total).to.deep.equal(numbers);
          return bucket;
        },
        () => `nothing succeeded for ${query}`,
      );
      expect(ended.wait.p50).to.be.a("number");
      expect(ended.run.p95).to.be.a("number");
    }
    const none = await timeline("?template=other");
    expect(itemsOf(none.json).some(({ succeeded }) => succeeded > 0)).to.equal(false);
  });

  it("has buckets of the length that was asked for", async () => {
    const { json } = await timeline("?bucket=1h&from=2026-03-01T10:30:00Z&to=2026-03-01T13:00:00Z");
    expect(itemsOf(json).map(({ at }) => at)).to.deep.equal([
      "2026-03-01T10:00:00.000Z",
      "2026-03-01T11:00:00.000Z",
      "2026-03-01T12:00:00.000Z",
    ]);
  });

  it("is refused with the parameter that is wrong", async () => {
    const refusals = {
      "?bucket=90s": "/query/bucket must be one or more whole minutes",
      "?bucket=0m": "/query/bucket must be one or more whole minutes",
      "?bucket=soon": "/query/bucket",
      "?bucket=1m&from=2026-01-01T00:00:00Z": "/query/bucket must be longer",
      "?from=2026-03-01T10:00:00Z&to=2026-03-01T10:00:00Z": "/query/from must be before to",
      "?from=1969-12-31T23:59:59Z": "/query/from must be 1970-01-01T00:00:00Z or later",
      "?to=0001-01-01T00:00:00Z": "/query/from must be 1970-01-01T00:00:00Z or later",
      "?from=yesterday": "/query/from",
      "?state=lost": "/query/state",
      "?buckets=5m": "/query/buckets",
    };
    for (const [query, words] of Object.entries(refusals)) {
      const { status, json } = await timeline(query);
      expect([status, json.code], query).to.deep.equal([422, "invalid-request"]);
      expect(json.detail, query).to.include(words);
    }
  });

  it("answers any range, however far away", async () => {
    for (const query of [
      "?bucket=365d&from=1970-01-01T00:00:00Z&to=2900-01-01T00:00:00Z",
      "?bucket=100d&from=9000-01-01T00:00:00Z&to=9200-12-31T23:59:59Z",
      "?bucket=36525d&from=1970-01-01T00:00:00Z&to=9999-12-31T23:59:59.999Z",
    ])
      for (const filter of ["", "&tag=mine"])
        expect((await timeline(query + filter)).status, query).to.equal(200);
  });
});
