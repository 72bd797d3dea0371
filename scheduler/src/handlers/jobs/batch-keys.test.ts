import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

type Item = { index: number; id?: string; errors?: { pointer: string }[] };

describe("Idempotency keys of a batch", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const job = (text: string, more: object = {}) => ({
    ...{ template: "echo", payload: { text }, ...more },
  });
  async function submit(jobs: object[], key?: string) {
    const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
    const { status, json } = await app.ask("/api/v1/jobs/batch", {
      ...{ method: "POST", body: { jobs }, headers },
    });
    return { status, json, items: (json.items ?? []) as Item[] };
  }
  const total = async () => (await app.ask("/api/v1/jobs/stats")).json.total;

  it("make a repeated batch the same jobs", async () => {
    const jobs = [job("one"), { template: "echo" }, job("one"), job("three")];
    const first = await submit(jobs, "k1");
    expect(first.json).to.include({ accepted: 3, rejected: 1 });
    expect(new Set(first.items.map(({ id }) => id)).size).to.equal(4);
    const before = await total();
    const again = await submit(jobs, "k1");
    expect(again.items).to.deep.equal(first.items);
    expect(await total()).to.equal(before);
  });

  it("refuse another batch under the same key, before any job is stored", async () => {
    await submit([job("one"), job("two")], "k2");
    const before = await total();
    for (const jobs of [[job("one"), job("two"), job("three")], [job("two")], [{}, job("new")]]) {
      const { status, json } = await submit(jobs, "k2");
      expect([status, json.code]).to.deep.equal([409, "idempotency-conflict"]);
    }
    expect(await total()).to.equal(before);
  });

  it("are given to single jobs too", async () => {
    const first = await submit([job("one", { idempotencyKey: "a" }), job("two")]);
    const again = await submit([job("new"), job("one", { idempotencyKey: "a" })]);
    expect(again.items[1]?.id).to.equal(first.items[0]?.id);
    const other = await submit([job("other", { idempotencyKey: "a" })]);
    expect(other.json).to.include({ accepted: 0, rejected: 1 });
    expect(other.items[0]?.errors?.[0]?.pointer).to.equal("/idempotencyKey");
  });

  it("are one line, so that none is a key that a batch gave its jobs", async () => {
    const batch = [job("one"), job("two")];
    const keys = ["k4\nfirst", "k4\n1", "k4\r", "k4\u0000", " "];
    const sent = await submit(keys.map((idempotencyKey) => job("mine", { idempotencyKey })));
    expect(sent.items.map(({ errors }) => errors?.[0]?.pointer)).to.deep.equal(
      keys.map(() => "/idempotencyKey"),
    );
    expect((await submit(batch, "k4")).json).to.include({ accepted: 2, rejected: 0 });
  });

  it("make 1,200 jobs once", async () => {
    const jobs = Array.from({ length: 1200 }, (_, n) => job(`n${n}`));
    const first = await submit(jobs, "k3");
    const again = await submit(jobs, "k3");
    expect(again.items).to.deep.equal(first.items);
    expect(first.json.accepted).to.equal(1200);
  });
});
