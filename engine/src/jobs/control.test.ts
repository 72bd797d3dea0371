import type { RerunJob } from "@formwork/contracts/job";
import { expect } from "chai";
import { topics } from "../bus/bus.ts";
import type { Engine } from "../engine.ts";
import { aGreeting, anEngine, ann, claimOne } from "../testing/an-engine.ts";

describe("controlling", () => {
  let engine: Engine;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    ({ engine, stop } = await anEngine({ roles: ["scheduler"] }));
  });
  afterEach(() => stop());
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (fault) => fault.code,
    );

  it("cancels a running job, signals its worker and refuses its later settlement", async () => {
    const job = await aGreeting(engine);
    const assignment = await claimOne(engine);
    const signalled = Promise.withResolvers<string>();
    await engine.bus.onSignal(topics.stop(job.id), (topic) => signalled.resolve(topic));
    expect((await engine.jobs.cancel({ ...ann, id: job.id })).state).to.equal("cancelled");
    expect(await signalled.promise).to.equal(`stop.${job.id}`);
    expect(
      await engine.work.settle({ assignment, outcome: { outcome: "succeeded", result: 1 } }),
    ).to.equal(false);
    const lines = [{ stream: "stdout" as const, text: "cleaning up", at: 0 }];
    expect(await engine.work.log({ assignment, lines })).to.equal(true);
    await engine.work.end({ assignment, exitCode: 3 });
    expect(await engine.work.log({ assignment, lines })).to.equal(false);
    expect((await engine.jobs.get({ id: job.id })).state).to.equal("cancelled");
  });

  it("ends in one state when cancel races settle, and refuses the later of the two", async () => {
    for (let round = 0; round < 100; round++) {
      const job = await aGreeting(engine);
      const assignment = await claimOne(engine);
      const settle = () =>
        engine.work.settle({ assignment, outcome: { outcome: "succeeded", result: round } });
      const cancel = () => codeOf(engine.jobs.cancel({ ...ann, id: job.id }));
      const [settled, cancelled] =
        round % 2 === 0
          ? await Promise.all([settle(), cancel()])
          : await Promise.all([cancel(), settle()]).then(([c, s]) => [s, c]);
      const { state } = await engine.jobs.get({ id: job.id });
      expect({ settled, cancelled, state }).to.deep.equal(
        settled
          ? { settled: true, cancelled: "state-conflict", state: "succeeded" }
          : { settled: false, cancelled: "done", state: "cancelled" },
      );
    }
  });

  it("names the job that one needs which is to be retried", async () => {
    const target = await aGreeting(engine);
    const job = await aGreeting(engine, { dependsOn: [target.id] });
    for (const { id } of [job, target]) await engine.jobs.cancel({ ...ann, id });
    const refused = await engine.jobs.retry({ ...ann, id: job.id }).catch((fault) => fault);
    expect(refused).to.include({ code: "state-conflict" });
    expect(refused.message).to.equal(
      `Job ${target.id}, on which job ${job.id} depends, is cancelled; retry that one first`,
    );
    await engine.jobs.retry({ ...ann, id: target.id });
    expect((await engine.jobs.retry({ ...ann, id: job.id })).state).to.equal("scheduled");
  });

  it("retries a failed job with a fresh set of attempts, and dismisses one once", async () => {
    const job = await aGreeting(engine, { maxAttempts: 1 });
    await engine.work.settle({
      assignment: await claimOne(engine),
      outcome: { outcome: "failed", message: "no", reason: "exit" },
    });
    expect((await engine.jobs.get({ id: job.id })).state).to.equal("failed");
    expect((await engine.jobs.dismiss({ ...ann, id: job.id })).dismissedAt).to.be.a("string");
    expect(await codeOf(engine.jobs.dismiss({ ...ann, id: job.id }))).to.equal("state-conflict");
    expect((await engine.jobs.retry({ ...ann, id: job.id })).state).to.equal("queued");
    const assignment = await claimOne(engine);
    expect(assignment).to.deep.include({ failures: 0, run: 2 });
  });

  it("reruns a job with its payload and secrets, linked to its origin", async () => {
    const origin = await aGreeting(engine, { payload: { name: "Bob", password: "open sesame" } });
    await claimOne(engine);
    const { job: same } = await engine.jobs.rerun({ ...ann, id: origin.id });
    expect(same).to.deep.include({
      rerunOf: origin.id,
      payload: { name: "Bob", times: 1, password: same.payload.password },
    });
    expect(same.payload.password).to.match(/^•{6}[\w-]+$/);
    expect((await claimOne(engine)).job.payload.password).to.equal("open sesame");
    const { job: edited } = await engine.jobs.rerun({
      ...ann,
      id: origin.id,
      payload: { name: "Eve", password: origin.payload.password },
    });
    expect(edited.payload.name).to.equal("Eve");
    expect((await claimOne(engine)).job.payload.password).to.equal("open sesame");
  });

  it("reruns in the version of the origin, or in the one that is named, with other options", async () => {
    const origin = await aGreeting(engine, { priority: 7, tags: ["first"] });
    const { payload, run } = await engine.templates.get({ name: "greet" });
    const definition = { name: "greet", title: "Greet again", payload, run };
    await engine.templates.publish({ ...ann, name: "greet", definition });
    const rerun = async (changes: RerunJob) =>
      (await engine.jobs.rerun({ ...ann, id: origin.id, ...changes })).job;
    const edited = { payload: { name: "Eve" } };
    expect((await rerun({})).template.version).to.equal(1);
    expect((await rerun(edited)).template.version).to.equal(1);
    expect((await rerun({ ...edited, version: 2 })).template.version).to.equal(2);
    expect(await rerun({ delay: "1h" })).to.deep.include({ state: "scheduled", priority: 7 });
    expect(await rerun({ priority: 2, tags: ["second"] })).to.deep.include({
      priority: 2,
      tags: ["second"],
    });
    expect(await codeOf(rerun({ version: 9 }))).to.equal("version-not-found");
  });

  it("names in its events who cancelled, retried or dismissed a job", async () => {
    const job = await aGreeting(engine);
    await engine.jobs.cancel({ ...ann, id: job.id });
    const { items } = await engine.jobs.events({ id: job.id, limit: 10 });
    expect(items.at(-1)).to.deep.include({ type: "job.cancelled", actor: "ann" });
  });

  it("reruns once for repeated requests with one idempotency key", async () => {
    const origin = await aGreeting(engine);
    const again = () => engine.jobs.rerun({ ...ann, id: origin.id, idempotencyKey: "again" });
    const [first, second] = [await again(), await again()];
    expect(second).to.deep.equal({ job: first.job, created: false });
  });

  it("deletes only jobs that have ended", async () => {
    const job = await aGreeting(engine);
    expect(await codeOf(engine.jobs.delete({ ...ann, id: job.id }))).to.equal("state-conflict");
    await engine.jobs.cancel({ ...ann, id: job.id });
    await engine.jobs.delete({ ...ann, id: job.id });
    expect(await codeOf(engine.jobs.get({ id: job.id }))).to.equal("job-not-found");
    expect(await codeOf(engine.jobs.events({ id: job.id, limit: 10 }))).to.equal("job-not-found");
  });
});
