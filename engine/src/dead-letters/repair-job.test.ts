import { expect } from "chai";
import type { Engine } from "../engine.ts";
import { systemClock } from "../runtime/clock.ts";
import { aGreeting, anEngine, ann, greet } from "../testing/an-engine.ts";
import { someSecrets } from "../testing/some-secrets.ts";
import { repairJob } from "./repair-job.ts";

describe("repairJob", () => {
  let engine: Engine;
  let stop: () => Promise<void>;
  before(async () => {
    ({ engine, stop } = await anEngine());
  });
  after(() => stop());

  const repair = (id: string, traceparent: string) =>
    repairJob(
      {
        ...{ store: engine.store, templates: engine.templates, clock: systemClock },
        ...{ secrets: someSecrets("a secret"), committed: () => undefined },
        storing: () => undefined,
      },
      { ...ann, traceparent, id, repair: { changes: [{ path: "/name", value: "Eve" }] } },
    );
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => "taken",
      (error) => error.code,
    );
  const failed = async () => {
    const { id } = await aGreeting(engine);
    const failure = { outcome: "failed", message: "x", reason: "thrown", fatal: true } as const;
    const claimed = await engine.work.claim({ workerId: "w1", kinds: ["remote"], limit: 10 });
    const assignment = claimed.find(({ job }) => job.id === id);
    if (assignment === undefined) throw new Error("the job was not claimed");
    await engine.work.settle({ assignment, outcome: failure });
    return id;
  };

  it("makes one job for one trace, also when a new version comes in between", async () => {
    const id = await failed();
    const [first, second] = [await repair(id, "trace-1"), await repair(id, "trace-1")];
    expect(second.id).to.equal(first.id);
    await engine.templates.publish({
      ...ann,
      name: "greet",
      definition: { ...greet, title: "Hi" },
    });
    expect((await repair(id, "trace-1")).id).to.equal(first.id);
    expect(first).to.deep.include({ rerunOf: id, payload: { name: "Eve", times: 1 } });
    expect(await refused(repair(id, "trace-2"))).to.equal("state-conflict");
  });

  it("makes one job of calls that cross", async () => {
    const id = await failed();
    const jobs = await Promise.all([1, 2, 3].map(() => repair(id, "trace-3")));
    expect(new Set(jobs.map((job) => job.id)).size).to.equal(1);
  });

  it("is for open dead letters that exist", async () => {
    const queued = await aGreeting(engine);
    expect(await refused(repair(queued.id, "t"))).to.equal("state-conflict");
    expect(await refused(repair("nobody", "t"))).to.equal("job-not-found");
  });
});
