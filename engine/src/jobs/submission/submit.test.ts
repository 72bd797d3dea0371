import { expect } from "chai";
import { topics } from "../../bus/bus.ts";
import type { Engine } from "../../engine.ts";
import { DomainError } from "../../errors.ts";
import { aGreeting, anEngine, ann, claimOne } from "../../testing/an-engine.ts";

describe("submitting", () => {
  let engine: Engine;
  let stop: () => Promise<void>;
  before(async () => {
    ({ engine, stop } = await anEngine());
  });
  after(() => stop());

  async function refusal(
    input: Record<string, unknown>,
    idempotencyKey?: string,
  ): Promise<DomainError> {
    const error = await engine.jobs
      .submit({ ...ann, input: { template: "greet", ...input }, idempotencyKey })
      .catch((fault) => fault);
    expect(error).to.be.instanceOf(DomainError);
    return error;
  }

  it("fills in defaults and queues a job that is due", async () => {
    const job = await aGreeting(engine);
    expect(job).to.deep.include({
      state: "queued",
      payload: { name: "Bob", times: 1 },
      createdBy: "ann",
      maxAttempts: 2,
      seq: 2,
    });
    expect(await engine.jobs.get({ id: job.id })).to.deep.equal(job);
  });

  it("reports the invalid field and stores nothing", async () => {
    const { total } = await engine.jobs.stats();
    const error = await refusal({ payload: { name: "", tmies: 3 } });
    expect(error.code).to.equal("invalid-payload");
    expect(error.errors?.map((fault) => fault.pointer)).to.have.members([
      "/payload/name",
      "/payload/tmies",
    ]);
    expect((await engine.jobs.stats()).total).to.equal(total);
  });

  it("shows a secret to the worker alone", async () => {
    const job = await aGreeting(engine, {
      payload: { name: "Bob", password: "open sesame" },
      priority: 9,
    });
    expect(job.payload.password).to.match(/^•{6}[\w-]+$/);
    expect(JSON.stringify(await engine.store.getJob({ id: job.id }))).to.not.contain("sesame");
    const assignment = await claimOne(engine);
    expect(assignment.job.payload.password).to.equal("open sesame");
  });

  it("summarises the job by its completed payload, without secrets, and anew in a rerun", async () => {
    const payload = { name: "Bob", times: 2, password: "open sesame" };
    const job = await aGreeting(engine, { payload });
    expect(job.summary).to.equal("Bob · 2");
    const { job: again } = await engine.jobs.rerun({ ...ann, id: job.id });
    const edited = { ...ann, id: job.id, payload: { ...job.payload, name: "Eve" } };
    const { job: other } = await engine.jobs.rerun(edited);
    expect([again.summary, other.summary]).to.deep.equal(["Bob · 2", "Eve · 2"]);
    const inputs = [{ template: "greet", payload: { name: "Batch" } }];
    const [item] = await engine.jobs.submitBatch({ ...ann, inputs });
    expect((await engine.jobs.get({ id: item?.id ?? "" })).summary).to.equal("Batch");
  });

  it("returns the first job for a repeated key, and refuses another body", async () => {
    const input = { template: "greet", payload: { name: "Once" } };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => engine.jobs.submit({ ...ann, input, idempotencyKey: "k" })),
    );
    expect(new Set(answers.map((answer) => answer.job.id)).size).to.equal(1);
    expect(answers.filter((answer) => answer.created)).to.have.length(1);
    expect((await refusal({ payload: { name: "Twice" } }, "k")).code).to.equal(
      "idempotency-conflict",
    );
  });

  it("refuses a timeout of no length", async () => {
    const { code, errors } = await refusal({ payload: { name: "Bob" }, timeout: "0s" });
    expect([code, errors?.[0]?.pointer]).to.deep.equal(["invalid-request", "/timeout"]);
  });

  it("schedules a job by time or by delay, and refuses both at once", async () => {
    const later = await aGreeting(engine, { delay: "1h" });
    expect(later.state).to.equal("scheduled");
    expect(Date.parse(later.runAt) - Date.now()).to.be.within(3_590_000, 3_600_000);
    expect((await aGreeting(engine, { runAt: "2999-01-01T00:00:00Z" })).runAt).to.equal(
      "2999-01-01T00:00:00.000Z",
    );
    expect(
      (await refusal({ payload: { name: "x" }, delay: "1h", runAt: "2999-01-01T00:00:00Z" }))
        .errors?.[0]?.pointer,
    ).to.equal("/delay");
  });

  it("refuses a dependency that does not exist", async () => {
    const known = await aGreeting(engine);
    const error = await refusal({ payload: { name: "x" }, dependsOn: [known.id, "nobody"] });
    expect(error.errors?.map((fault) => fault.pointer)).to.deep.equal(["/dependsOn/1"]);
  });

  it("refuses jobs of an archived template", async () => {
    await engine.templates.publish({
      ...ann,
      name: "old",
      definition: {
        name: "old",
        title: "Old",
        payload: { type: "object" },
        run: { kind: "remote" },
      },
    });
    await engine.templates.archive({ ...ann, name: "old" });
    const error = await engine.jobs
      .submit({ ...ann, input: { template: "old", payload: {} } })
      .catch((fault) => fault);
    expect(error.code).to.equal("template-archived");
  });

  it("lets a worker of the same process claim a job in the commit that stores it", async () => {
    const claims: ReturnType<Engine["work"]["claim"]>[] = [];
    const unlisten = await engine.bus.onSignal(topics.work, () => claims.push(claimAll()));
    const claimAll = () => engine.work.claim({ workerId: "w1", kinds: ["remote"], limit: 100 });
    const { id, createdAt } = await aGreeting(engine);
    await unlisten();
    const claimed = (await claims[0])?.find(({ job }) => job.id === id);
    expect(claimed?.job.startedAt, "in the same commit").to.equal(createdAt);
  });
});
