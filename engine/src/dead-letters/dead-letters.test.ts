import { expect } from "chai";
import type { Engine } from "../engine.ts";
import { aGreeting, anEngine, ann, claimOne } from "../testing/an-engine.ts";

describe("dead letters", () => {
  let engine: Engine;
  let stop: () => Promise<void>;
  before(async () => {
    ({ engine, stop } = await anEngine());
  });
  after(() => stop());

  const fail = async (message: string, payload: Record<string, unknown> = { name: "Bob" }) => {
    const job = await aGreeting(engine, { payload });
    const failure = { outcome: "failed", message, reason: "thrown", fatal: true } as const;
    await engine.work.settle({ assignment: await claimOne(engine), outcome: failure });
    return job;
  };
  const groups = (query = {}) => engine.deadLetters.groups({ query, sort: "-lastAt", limit: 50 });

  it("are grouped, with their error in general words and seven days", async () => {
    await fail("Row 1 of 'a' is gone");
    const last = await fail("Row 22 of 'b' is gone");
    const { items, ...rest } = await groups();
    expect(rest).to.deep.equal({ next: null, groups: 1, jobs: 2, complete: true });
    expect(items[0]).to.deep.include({
      template: "greet",
      message: "Row <n> of <text> is gone",
      count: 2,
      sampleId: last.id,
      days: [0, 0, 0, 0, 0, 0, 2],
    });
    const { errorKey } = await engine.jobs.get({ id: last.id });
    expect(items[0]?.key).to.equal(errorKey);
    const listed = await engine.jobs.list({
      ...{ query: { error: String(errorKey) }, sort: "-createdAt", limit: 10 },
    });
    expect(listed.items).to.have.length(2);
    expect((await engine.jobs.stats({ query: { error: String(errorKey) } })).total).to.equal(2);
  });

  it("are those of failed jobs alone, and dismissed ones only if asked for", async () => {
    expect(await groups({ state: ["queued"] })).to.deep.include({ items: [], jobs: 0 });
    const job = await fail("only this one");
    const { errorKey } = await engine.jobs.get({ id: job.id });
    const error = String(errorKey);
    await engine.jobs.dismiss({ ...ann, id: job.id });
    expect((await groups({ error })).items).to.deep.equal([]);
    expect((await groups({ error, dismissed: "true" })).items).to.have.length(1);
    const total = async (dismissed?: "true" | "false" | "any") =>
      (await engine.jobs.stats({ query: { error, dismissed } })).total;
    expect([await total(), await total("true"), await total("any")]).to.deep.equal([0, 1, 1]);
  });

  it("differ in payload fields, never in secrets", async () => {
    const { id } = await fail("secret one", { name: "Ann", password: "hunter-two" });
    await fail("secret one", { name: "Bob", password: "hunter-three", times: 2 });
    const key = String((await engine.jobs.get({ id })).errorKey);
    const fields = await engine.deadLetters.fields({ ...ann, key });
    expect(JSON.stringify(fields)).to.not.match(/hunter|sealed|password/);
    expect(fields).to.deep.equal({
      compared: 2,
      hasMore: false,
      items: [
        {
          ...{ path: "/name", jobs: 2, distinct: 2 },
          values: [
            { text: '"Ann"', count: 1 },
            { text: '"Bob"', count: 1 },
          ],
        },
        {
          ...{ path: "/times", jobs: 2, distinct: 2 },
          values: [
            { text: "1", count: 1 },
            { text: "2", count: 1 },
          ],
        },
      ],
    });
  });

  it("have no fields in a group that does not exist", async () => {
    expect(await engine.deadLetters.fields({ ...ann, key: "nobody" })).to.deep.equal({
      ...{ compared: 0, hasMore: false, items: [] },
    });
  });
});
