import { expect } from "chai";
import type { Engine } from "../../engine.ts";
import { aGreeting, anEngine, ann, greet } from "../../testing/an-engine.ts";
import { eventually } from "../../testing/eventually.ts";
import { onEachInstallation } from "../../testing/on-each-installation.ts";
import { maxLogBytes, maxResultBytes } from "../attempt-limits.ts";
import { claimOneRemote, claimRemote, refusal } from "./testing/remote-worker.ts";

describe("remote workers", () => {
  onEachInstallation((use) => {
    let engine: Engine;
    let stop: () => Promise<void>;
    beforeEach(async function () {
      this.timeout(20_000);
      ({ engine, stop } = await anEngine({ ...use(), roles: ["scheduler"], rescueMs: 50 }));
    });
    afterEach(() => stop());

    const state = async (id: string) => (await engine.jobs.get({ id })).state;
    const cancel = (id: string) => engine.jobs.cancel({ ...ann, id });
    const texts = async (id: string) =>
      (await engine.jobs.logs({ id, after: 0, limit: 1000 })).map(({ text }) => text);
    const log = (lease: string, offset: number, ...given: string[]) =>
      engine.remote.log({ lease, offset, lines: given.map((text) => ({ text })) });
    const republish = (changes: object) =>
      engine.templates.publish({ ...ann, name: "greet", definition: { ...greet, ...changes } });

    describe("claim", () => {
      it("gives a job with all that a worker needs, its secrets in the clear", async () => {
        const job = await aGreeting(engine, {
          payload: { name: "Bob", password: "open sesame" },
          tags: ["a"],
        });
        const work = await claimOneRemote(engine);
        expect(work).to.deep.include({
          jobId: job.id,
          template: { name: "greet", version: 1 },
          payload: { name: "Bob", times: 1, password: "open sesame" },
          ...{ attempt: 1, maxAttempts: 2, idempotencyKey: `${job.id}:1` },
          ...{ queue: "default", tags: ["a"], createdAt: job.createdAt, traceparent: null },
        });
        expect(work.leaseMs).to.be.within(20_000, 30_000);
        expect(work.timeoutMs).to.equal(600_000);
        expect((await engine.jobs.attempts({ id: job.id, limit: 10 })).items[0]).to.include({
          workerId: "w1",
        });
      });

      it("takes jobs of the templates and queues asked for", async () => {
        await engine.templates.publish({
          ...ann,
          name: "wave",
          definition: { ...greet, name: "wave" },
        });
        const red = await aGreeting(engine, { queue: "red" });
        const wave = await aGreeting(engine, { template: "wave" });
        const blue = await aGreeting(engine, { queue: "blue" });
        const ids = async (wish: object) =>
          (await claimRemote(engine, { limit: 10, ...wish })).map(({ jobId }) => jobId);
        expect(await ids({ templates: ["bow"] })).to.deep.equal([]);
        expect(await ids({ templates: ["wave"], queues: ["red"] })).to.deep.equal([]);
        expect(await ids({ queues: ["blue"] })).to.deep.equal([blue.id]);
        expect(await ids({ templates: ["wave", "bow"] })).to.deep.equal([wave.id]);
        expect(await ids({})).to.deep.equal([red.id]);
      });

      it("leaves jobs of other kinds to Formwork's own workers", async () => {
        await republish({ run: { kind: "http", url: "http://127.0.0.1:1" } });
        await aGreeting(engine);
        expect(await claimRemote(engine)).to.deep.equal([]);
      });

      it("waits for a job, and is answered as soon as there is one", async () => {
        const claiming = claimOneRemote(engine, { waitMs: 30_000 });
        const job = await aGreeting(engine);
        expect((await claiming).jobId).to.equal(job.id);
      });

      it("is answered without a job when the wait is over", async () => {
        expect(await claimRemote(engine, { waitMs: 20 })).to.deep.equal([]);
      });

      it("gives each job to one of many who want it", async () => {
        const jobs = await Promise.all(Array.from({ length: 20 }, () => aGreeting(engine)));
        const claims = await Promise.all(
          Array.from({ length: 30 }, (_, n) => claimRemote(engine, { workerId: `w${n}` })),
        );
        const ids = claims.flat().map(({ jobId }) => jobId);
        expect(ids.sort()).to.deep.equal(jobs.map(({ id }) => id).sort());
      });

      it("leases nothing for a caller who hung up", async () => {
        const abort = new AbortController();
        const claiming = claimRemote(engine, { waitMs: 30_000, signal: abort.signal });
        abort.abort();
        expect(await claiming).to.deep.equal([]);
        const late = claimRemote(engine, { waitMs: 30_000, signal: abort.signal });
        expect(await late).to.deep.equal([]);
        const job = await aGreeting(engine);
        expect(await claimOneRemote(engine)).to.include({ jobId: job.id, attempt: 1 });
      });

      it("gives back what it claimed for a caller who hung up meanwhile", async () => {
        const job = await aGreeting(engine);
        for (let round = 0; round < 20; round++) {
          const abort = new AbortController();
          const claiming = claimRemote(engine, { waitMs: 30_000, signal: abort.signal });
          setTimeout(() => abort.abort(), round);
          const [work] = await claiming;
          if (work !== undefined) await engine.remote.release({ lease: work.lease });
        }
        const attempts = (await engine.jobs.attempts({ id: job.id, limit: 100 })).items;
        await eventually(async () => (await state(job.id)) === "queued", "the job to be queued");
        expect(attempts.every((one) => one.attempt === 1)).to.equal(true);
      });
    });

    describe("the log", () => {
      it("takes lines by their place, and stores none twice", async () => {
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        expect(await log(lease, 0, "a", "b")).to.deep.equal({ next: 2, full: false });
        expect(await log(lease, 0, "a", "b")).to.deep.equal({ next: 2, full: false });
        expect(await log(lease, 1, "b", "c")).to.deep.equal({ next: 3, full: false });
        expect(await texts(id)).to.deep.equal(["a", "b", "c"]);
        expect(await refusal(log(lease, 5, "z"))).to.include({ code: "invalid-request" });
      });

      it("stores lines once that are sent many times at once", async () => {
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        await Promise.all(Array.from({ length: 20 }, () => log(lease, 0, "a", "b")));
        expect(await texts(id)).to.deep.equal(["a", "b"]);
      });

      it("counts the lines of each attempt from 0", async () => {
        const { id } = await aGreeting(engine);
        const first = await claimOneRemote(engine);
        await log(first.lease, 0, "a");
        await engine.remote.release(first);
        await log((await claimOneRemote(engine)).lease, 0, "b");
        expect(await texts(id)).to.deep.equal(["a", "b"]);
      });

      it("keeps a line in one line, and hides the job's secrets in it", async () => {
        const { id } = await aGreeting(engine, { payload: { name: "Bob", password: "se/same" } });
        const { lease } = await claimOneRemote(engine);
        await log(lease, 0, "a\nb", "--password=se/same", "?p=se%2Fsame");
        expect(await texts(id)).to.deep.equal(["a b", "--password=••••••", "?p=••••••"]);
      });

      /** Writes more than is stored as it comes; returns the offset of the next line. */
      const writeTooMuch = async (lease: string): Promise<number> => {
        const lines = Array.from({ length: 100 }, () => "x".repeat(16_000));
        let offset = 0;
        while (offset < 400) ({ next: offset } = await log(lease, offset, ...lines));
        return offset;
      };
      const gap = /^… \d+ lines are left out here …$/;

      for (const end of ["succeed", "fail", "release", "cancel"] as const)
        it(`has the beginning, and after ${end} the end, of one that is too long`, async () => {
          const { id } = await aGreeting(engine);
          const { lease } = await claimOneRemote(engine);
          const offset = await writeTooMuch(lease);
          expect(await log(lease, offset, "FATAL", "reason")).to.include({ next: offset + 2 });
          expect(await log(lease, offset, "FATAL", "reason")).to.include({ next: offset + 2 });
          expect(await log(lease, offset + 1, "reason", "bye")).to.include({ next: offset + 3 });
          expect(await refusal(log(lease, offset + 9, "z"))).to.include({
            code: "invalid-request",
          });
          const before = await texts(id);
          expect(before.at(-1)).to.match(/MB are written; of what follows the last lines are kept/);
          if (end === "cancel") await engine.jobs.cancel({ ...ann, id });
          if (end === "succeed") await engine.remote.succeed({ lease, result: 1 });
          else if (end === "release") await engine.remote.release({ lease });
          else await engine.remote.fail({ lease, error: { message: "x" } }).catch(() => undefined);
          const stored = await texts(id);
          expect(stored.slice(-3)).to.deep.equal(["FATAL", "reason", "bye"]);
          expect(stored.slice(0, before.length)).to.deep.equal(before);
          expect(stored[before.length]).to.match(gap);
          expect(stored.join("").length).to.be.within(maxLogBytes - 100_000, maxLogBytes);
          if (end === "succeed") {
            await engine.remote.succeed({ lease, result: 1 });
            expect(await texts(id)).to.deep.equal(stored);
          }
        });

      it("leaves out nothing where the end follows on the beginning", async () => {
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        const lines = Array.from({ length: 100 }, () => "x".repeat(16_000));
        for (let at = 0; at < 300; at += 100) await log(lease, at, ...lines);
        await log(lease, 300, ...lines.slice(0, 10), "end");
        await engine.remote.succeed({ lease, result: 1 });
        const stored = await texts(id);
        expect(stored.filter((text) => text.startsWith("x"))).to.have.length(310);
        expect(stored.some((text) => gap.test(text))).to.equal(false);
        expect(stored.at(-1)).to.equal("end");
      });
    });

    it("progress is stored, with the secrets hidden", async () => {
      const { id } = await aGreeting(engine, { payload: { name: "Bob", password: "sesame" } });
      const { lease } = await claimOneRemote(engine);
      await engine.remote.progress({ lease, percent: 40, message: "with sesame" });
      expect((await engine.jobs.get({ id })).progress).to.deep.equal({
        percent: 40,
        message: "with ••••••",
      });
    });

    describe("settling", () => {
      it("succeeds with a result, and twice alike", async () => {
        const { id } = await aGreeting(engine, { payload: { name: "Bob", password: "sesame" } });
        const { lease } = await claimOneRemote(engine);
        const result = { sum: 42, said: "sesame", none: null };
        const settled = { jobId: id, attempt: 1, outcome: "succeeded", error: null };
        expect(await engine.remote.succeed({ lease, result })).to.deep.equal(settled);
        expect(await engine.remote.succeed({ lease, result })).to.deep.equal(settled);
        expect(await engine.jobs.get({ id })).to.deep.include({
          state: "succeeded",
          result: { sum: 42, said: "••••••", none: null },
        });
        for (const other of [
          () => engine.remote.succeed({ lease, result: { sum: 43 } }),
          () => engine.remote.fail({ lease, error: { message: "no" } }),
          () => engine.remote.release({ lease }),
        ])
          expect(await refusal(other())).to.include({ code: "lease-lost" });
      });

      it("settles once when many settle at once, in any way", async () => {
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        const calls = await Promise.allSettled([
          engine.remote.succeed({ lease, result: 1 }),
          engine.remote.fail({ lease, error: { message: "no" }, retry: false }),
          engine.remote.succeed({ lease, result: 1 }),
          engine.remote.fail({ lease, error: { message: "no" }, retry: false }),
        ]);
        expect(calls.filter(({ status }) => status === "fulfilled")).to.have.length(2);
        expect(["succeeded", "failed"]).to.include(await state(id));
        const ends = (await engine.jobs.attempts({ id, limit: 10 })).items;
        expect(ends).to.have.length(1);
      });

      it("fails as the template's retry rules say, twice alike", async () => {
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        const failure = { lease, error: { message: "no disk", details: { free: 0 } } };
        const settled = await engine.remote.fail(failure);
        expect(settled).to.deep.include({
          outcome: "failed",
          error: { message: "no disk", reason: "failed", details: { free: 0 } },
        });
        await eventually(async () => (await state(id)) === "queued", "the next attempt");
        expect(await engine.remote.fail(failure)).to.deep.equal(settled);
        const second = await claimOneRemote(engine);
        expect(second.attempt).to.equal(2);
        await engine.remote.fail({ lease: second.lease, error: { message: "no" } });
        expect(await state(id)).to.equal("failed");
      });

      it("does not retry what the worker says is in vain, and waits as long as it says", async () => {
        const [vain, later] = [await aGreeting(engine), await aGreeting(engine)];
        const { lease } = await claimOneRemote(engine);
        await engine.remote.fail({ lease, error: { message: "no" }, retry: false });
        expect(await state(vain.id)).to.equal("failed");
        const other = await claimOneRemote(engine);
        await engine.remote.fail({
          ...{ lease: other.lease, error: { message: "no" }, retryAfter: "1h" },
        });
        const job = await engine.jobs.get({ id: later.id });
        expect(job.state).to.equal("retrying");
        expect(Date.parse(job.runAt) - Date.now()).to.be.within(3_500_000, 3_600_000);
        expect(
          await refusal(engine.remote.fail({ lease, error: { message: "no" }, retryAfter: "31d" })),
        ).to.include({ code: "invalid-request" });
      });

      it("gives a job back without counting the attempt", async () => {
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        const settled = await engine.remote.release({ lease });
        expect(settled).to.deep.include({ outcome: "released", error: null });
        expect(await engine.remote.release({ lease })).to.deep.equal(settled);
        expect(await claimOneRemote(engine)).to.include({ jobId: id, attempt: 1 });
      });

      it("fails a job that must not run twice when it is given back", async () => {
        await republish({ retry: { onLost: "never" } });
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        expect(await engine.remote.release({ lease })).to.deep.include({ outcome: "failed" });
        expect((await engine.jobs.get({ id })).error?.reason).to.equal("lost");
      });

      it("fails for good for a result that is too large, or does not fit the template", async () => {
        await republish({ result: { type: "object", required: ["sum"] } });
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        const settled = await engine.remote.succeed({ lease, result: {} });
        expect(settled.error).to.deep.include({ reason: "invalid-result" });
        expect(settled.error?.details).to.have.nested.property("0.pointer", "/result/sum");
        expect(await engine.remote.succeed({ lease, result: {} })).to.deep.equal(settled);
        expect(await state(id)).to.equal("failed");
        await aGreeting(engine);
        const again = await claimOneRemote(engine);
        const large = { sum: "x".repeat(maxResultBytes) };
        expect(
          await engine.remote.succeed({ lease: again.lease, result: large }),
        ).to.have.nested.property("error.reason", "too-large");
        expect(await state(again.jobId)).to.equal("failed");
      });
    });

    describe("a lease", () => {
      it("is held on as long as it is renewed", async () => {
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        const [renewed] = await engine.remote.renew({ leases: [lease] });
        expect(renewed).to.deep.include({ jobId: id, held: true });
        expect(renewed?.leaseMs).to.be.within(20_000, 30_000);
        expect(renewed?.timeoutMs).to.be.within(500_000, 600_000);
      });

      it("is lost by a cancel, of which the renewal tells", async () => {
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        await cancel(id);
        const lost = { jobId: id, held: false, reason: "cancelled" };
        expect(await engine.remote.renew({ leases: [lease] })).to.deep.equal([lost]);
        for (const report of [
          () => engine.remote.succeed({ lease, result: 1 }),
          () => engine.remote.fail({ lease, error: { message: "no" } }),
          () => engine.remote.release({ lease }),
          () => engine.remote.progress({ lease, percent: 1 }),
          () => log(lease, 0, "x"),
        ]) {
          const { code, detail } = await refusal(report());
          expect([code, detail]).to.deep.equal([
            "lease-lost",
            "The job was cancelled; stop it and report nothing more about it",
          ]);
        }
        expect(await texts(id)).to.deep.equal([]);
      });

      it("is lost when the job is deleted", async () => {
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        await cancel(id);
        await engine.jobs.delete({ ...ann, id });
        const lost = { jobId: id, held: false, reason: "deleted" };
        expect(await engine.remote.renew({ leases: [lease] })).to.deep.equal([lost]);
      });

      it("ends with the time that an attempt may take, by the server's clock", async () => {
        const { id } = await aGreeting(engine, { timeout: "30ms" });
        const { lease, timeoutMs } = await claimOneRemote(engine);
        expect(timeoutMs).to.equal(30);
        const [renewed] = await eventually(async () => {
          const leases = await engine.remote.renew({ leases: [lease] });
          return leases[0]?.held === false && leases;
        }, "the attempt to time out");
        expect(renewed).to.deep.include({ reason: "timeout" });
        expect((await engine.jobs.attempts({ id, limit: 1 })).items[0]).to.deep.include({
          state: "failed",
          error: { reason: "timeout", message: "It took longer than 0.03 s" },
        });
        expect(await refusal(engine.remote.succeed({ lease }))).to.include({ code: "lease-lost" });
      });

      it("that was not signed here is refused", async () => {
        await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        const [body = "", signature = ""] = lease.split(".");
        const other = { ...JSON.parse(Buffer.from(body, "base64url").toString()), timeoutAt: 9e15 };
        const forged = `${Buffer.from(JSON.stringify(other)).toString("base64url")}.${signature}`;
        for (const text of ["", "x", ".", "a.b", `${lease}x`.slice(1), body, forged])
          expect(await refusal(engine.remote.succeed({ lease: text }))).to.include({
            code: "invalid-request",
          });
        const { detail } = await refusal(engine.remote.renew({ leases: [lease, forged] }));
        expect(detail).to.match(/^\/leases\/1 is no lease token/);
      });
    });

    describe("a worker that is late", () => {
      /** Lets the lease of a first worker end, and a second one claim the job. */
      async function twoWorkers() {
        await stop();
        ({ engine, stop } = await anEngine({
          ...use(),
          roles: ["scheduler"],
          leaseMs: 1000,
          rescueMs: 50,
        }));
        const { id } = await aGreeting(engine);
        const first = await claimOneRemote(engine);
        const second = await eventually(
          async () => (await claimRemote(engine, { workerId: "w2" }))[0],
          "the job to be rescued",
        );
        return { id, first, second };
      }

      it("has lost its lease to the next one, who alone can write", async () => {
        const { id, first, second } = await twoWorkers();
        expect(second).to.include({ jobId: id, attempt: 2 });
        const [late, held] = await engine.remote.renew({ leases: [first.lease, second.lease] });
        expect(late).to.deep.equal({ jobId: id, held: false, reason: "superseded" });
        expect(held).to.deep.include({ jobId: id, held: true });
        const [stale, good] = await Promise.allSettled([
          engine.remote.succeed({ lease: first.lease, result: "stale" }),
          engine.remote.succeed({ lease: second.lease, result: "good" }),
        ]);
        expect([stale.status, good.status]).to.deep.equal(["rejected", "fulfilled"]);
        expect(await engine.jobs.get({ id })).to.deep.include({
          state: "succeeded",
          result: "good",
        });
        expect((await engine.jobs.get({ id })).crashes).to.equal(1);
      });

      it("cannot report progress beside the next one", async () => {
        const { id, first, second } = await twoWorkers();
        const [good, stale] = await Promise.allSettled([
          engine.remote.progress({ lease: second.lease, percent: 10 }),
          engine.remote.progress({ lease: first.lease, percent: 90 }),
        ]);
        expect([stale.status, good.status]).to.deep.equal(["rejected", "fulfilled"]);
        expect((await engine.jobs.get({ id })).progress?.percent).to.equal(10);
      });
    });

    describe("a worker", () => {
      const shown = async (id = "w1") =>
        (await engine.workers.list({ limit: 50 })).items.find((worker) => worker.id === id);

      it("is listed while it waits, with what it runs after its next heartbeat", async () => {
        await claimRemote(engine);
        expect(await shown()).to.deep.include({
          ...{ state: "online", kinds: ["remote"], host: "192.0.2.1", pid: null, running: [] },
        });
        const { id } = await aGreeting(engine);
        const { lease } = await claimOneRemote(engine);
        await engine.remote.renew({ leases: [lease] });
        const worker = await eventually(async () => {
          const found = await shown();
          return found?.running.length === 1 && found;
        }, "the heartbeat");
        expect(worker.jobs).to.deep.equal([
          { id, template: "greet", summary: "Bob", createdBy: "ann" },
        ]);
      });

      it("gets no jobs while it drains, and gets them again afterwards", async () => {
        await claimRemote(engine);
        await engine.workers.drain({ ...ann, id: "w1" });
        const { id } = await aGreeting(engine);
        await eventually(
          async () => (await shown())?.drain?.seenAt !== null,
          "the order to arrive",
        );
        expect(await claimRemote(engine, { waitMs: 20 })).to.deep.equal([]);
        const claiming = claimRemote(engine, { waitMs: 30_000 });
        await engine.workers.resume({ ...ann, id: "w1" });
        expect((await claiming).map(({ jobId }) => jobId)).to.deep.equal([id]);
      });
    });

    it("answers the callers that wait when it stops", async () => {
      const claiming = claimRemote(engine, { waitMs: 30_000 });
      await stop();
      expect(await claiming).to.deep.equal([]);
      ({ engine, stop } = await anEngine(use()));
    });
  });
});
