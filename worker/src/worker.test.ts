import { setTimeout as delay } from "node:timers/promises";
import { type Clock, systemClock } from "@formwork/engine/runtime/clock";
import { createTelemetry, silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { holdsWithin } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Runner } from "./runners/runner.ts";
import { type FakeWork, fakeWork } from "./testing/fake-work.ts";
import { type FakeWorkers, fakeWorkers } from "./testing/fake-workers.ts";
import { quietBus } from "./testing/quiet-bus.ts";
import { anyResult } from "./testing/result-checks.ts";
import { createWorker, type Worker, type WorkerDeps } from "./worker.ts";

const jobs = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    anAssignment({ id: `job-${index}`, token: `token-${index}` }),
  );
const untilAborted: Runner = ({ signal }) =>
  new Promise((resolve) =>
    signal.addEventListener("abort", () =>
      resolve({ outcome: "succeeded", result: "after the abort" }),
    ),
  );

describe("a worker", () => {
  let worker: Worker;
  let bus: ReturnType<typeof quietBus>;
  let fences: (number | null)[];
  let workers: FakeWorkers;
  beforeEach(() => {
    bus = quietBus();
    fences = [];
    workers = fakeWorkers();
  });
  afterEach(() => worker.stop());

  async function startWorker(work: FakeWork, module: Runner, overrides: Partial<WorkerDeps> = {}) {
    worker = createWorker({
      ...{
        work,
        templates: anyResult,
        workers,
        bus,
        telemetry: silentTelemetry(),
        clock: systemClock,
        workerId: "worker-1",
        concurrency: 4,
        kinds: ["module"],
        drainMs: 0,
        pollMs: 60_000,
      },
      runners: { kinds: { module }, fence: (ms) => fences.push(ms), close: async () => undefined },
      ...overrides,
    });
    await worker.start();
    return worker;
  }
  const succeed: Runner = async () => ({ outcome: "succeeded", result: "done" });

  it("logs what it runs when it starts, and what still runs when it is stopped", async () => {
    const logged: { event: string }[] = [];
    const telemetry = createTelemetry({
      level: "info",
      service: "worker",
      to: { write: (line) => void logged.push(JSON.parse(line)) },
    });
    const work = fakeWork({ leaseMs: 10_000, queue: jobs(2) });
    await startWorker(work, untilAborted, { telemetry });
    expect(await holdsWithin(() => worker.running() === 2, 5000)).to.equal(true);
    await worker.stop();
    expect(logged.map(({ event }) => event)).to.deep.equal([
      "worker.started",
      "worker.draining",
      "job.settled",
      "job.settled",
      "worker.stopped",
    ]);
    expect(logged[2]).to.include({ level: "info", outcome: "released", workerId: "worker-1" });
    expect(logged[2]).to.include.keys("jobId", "template", "attempt", "ms", "time", "instance");
    expect(logged[0]).to.deep.include({ workerId: "worker-1", kinds: ["module"], concurrency: 4 });
    expect(logged[1]).to.include({ running: 2, drainMs: 0 });
  });

  it("runs all jobs, and no more at once than its concurrency", async () => {
    let running = 0;
    let highest = 0;
    const work = fakeWork({ leaseMs: 10_000, queue: jobs(50) });
    await startWorker(work, async () => {
      highest = Math.max(highest, ++running);
      await new Promise(setImmediate);
      running--;
      return { outcome: "succeeded", result: null };
    });
    await work.settledCount(50);
    expect(highest).to.equal(4);
    expect(Math.max(...work.claims)).to.equal(4);
  });

  it("runs many short jobs without waiting for the next poll", async () => {
    const work = fakeWork({ leaseMs: 10_000, queue: jobs(5000) });
    const started = performance.now();
    await startWorker(work, succeed, { concurrency: 100 });
    await work.settledCount(5000);
    expect(performance.now() - started).to.be.below(4000);
    expect(work.claims.length, "claims come in batches").to.be.below(1000);
  });

  it("claims at a signal of work, and does not repeat a claim that returned none", async () => {
    const work = fakeWork({ leaseMs: 10_000 });
    await startWorker(work, succeed);
    await holdsWithin(() => work.claims.length === 1, 1000);
    await delay(50);
    expect(work.claims).to.deep.equal([4]);
    work.queue = jobs(1);
    bus.signal("work", { queue: "default" });
    await work.settledCount(1);
  });

  it("claims at intervals without a signal", async () => {
    const work = fakeWork({ leaseMs: 10_000 });
    await startWorker(work, succeed, { pollMs: 20 });
    await holdsWithin(() => work.claims.length > 0, 1000);
    work.queue = jobs(1);
    await work.settledCount(1);
  });

  it("claims only jobs of kinds that it can run", async () => {
    const work = fakeWork({
      leaseMs: 10_000,
      queue: [anAssignment({ run: { kind: "command", argv: ["true"] } }), ...jobs(1)],
    });
    await startWorker(work, succeed, { kinds: ["module", "command", "remote"] });
    await work.settledCount(1);
    expect(work.queue.map(({ kind }) => kind)).to.deep.equal(["command"]);
  });

  it("renews the lease of a job that runs longer than one", async () => {
    // On a busy machine a thread rests for longer than a short lease.
    const work = fakeWork({ leaseMs: 900, queue: jobs(1) });
    await startWorker(work, async () => {
      await delay(3000);
      return { outcome: "succeeded", result: "late" };
    });
    expect((await work.settledCount(1))[0]?.outcome).to.deep.equal({
      outcome: "succeeded",
      result: "late",
    });
    expect(work.renewals).to.be.greaterThan(5);
  });

  it("aborts a job whose lease a renewal reports lost, and writes nothing more about it", async () => {
    const work = fakeWork({ leaseMs: 150, queue: jobs(2) });
    let reason: unknown;
    await startWorker(work, async (context) => {
      if (context.assignment.job.id === "job-1") return await untilAborted(context);
      work.lose("job-0");
      await untilAborted(context);
      reason = context.signal.reason;
      context.log("stdout", "still here");
      return { outcome: "succeeded", result: "zombie" };
    });
    expect(await holdsWithin(() => worker.running() === 1, 2000)).to.equal(true);
    expect(reason).to.equal("lost");
    expect(work.settled).to.deep.equal([]);
    expect(work.texts).to.deep.equal([]);
  });

  it("checks the lease at once when a signal says that a job is to stop", async () => {
    const work = fakeWork({ leaseMs: 60_000, queue: jobs(2) });
    await startWorker(work, untilAborted);
    await holdsWithin(() => worker.running() === 2, 1000);
    bus.signal("stop.job-1", { jobId: "job-1" }); // its lease is still held: it goes on
    work.lose("job-0");
    bus.signal("stop.job-0", { jobId: "job-0" });
    expect(await holdsWithin(() => worker.running() === 1, 1000)).to.equal(true);
    expect(work.settled).to.deep.equal([]);
  });

  it("aborts a job before a lease expires that cannot be renewed, and settles nothing", async () => {
    const work = fakeWork({ leaseMs: 3000, queue: jobs(1) });
    let stoppedAt = 0;
    await startWorker(work, async (context) => {
      await untilAborted(context);
      stoppedAt = performance.now();
      expect(context.signal.reason).to.equal("fenced");
      return { outcome: "succeeded", result: "zombie" };
    });
    const started = performance.now();
    await holdsWithin(() => worker.running() === 1, 2000);
    work.down = true;
    expect(await holdsWithin(() => worker.running() === 0, 15_000)).to.equal(true);
    expect(stoppedAt - started).to.be.below(3000);
    work.down = false;
    await delay(50);
    expect(work.settled).to.deep.equal([]);
  });

  it("settles nothing when its process was stopped for longer than a lease", async () => {
    let leap = 0;
    const clock: Clock = { ...systemClock, monotonic: () => performance.now() + leap };
    const work = fakeWork({ leaseMs: 60_000, queue: jobs(1) });
    await startWorker(
      work,
      async () => {
        await new Promise(setImmediate);
        leap = 60_000; // what a process sees of a SIGSTOP
        return { outcome: "succeeded", result: "zombie" };
      },
      { clock },
    );
    expect(await holdsWithin(() => leap > 0 && worker.running() === 0, 1000)).to.equal(true);
    expect(work.settled).to.deep.equal([]);
  });

  it("sets a fence on its runners for its leases, moves it at renewals, and lifts it at the end", async () => {
    const work = fakeWork({ leaseMs: 300, queue: jobs(1) });
    await startWorker(work, async () => {
      await delay(500);
      return { outcome: "succeeded", result: null };
    });
    await work.settledCount(1);
    expect(await holdsWithin(() => fences.at(-1) === null, 1000)).to.equal(true);
    const set = fences.filter((ms) => ms !== null);
    expect(set[0]).to.be.within(200, 270);
    expect(set.length).to.be.greaterThan(5);
    expect(Math.min(...set), "a renewal moves it on").to.be.greaterThan(50);
  });

  it("sets a fence on its runners as soon as it has a lease", async () => {
    const work = fakeWork({ leaseMs: 60_000, queue: jobs(1) });
    await startWorker(work, untilAborted);
    expect(await holdsWithin(() => fences.length > 0, 1000)).to.equal(true);
    expect(fences[0]).to.be.within(53_000, 54_000);
  });

  it("aborts a job when a write about it is refused", async () => {
    const work = fakeWork({ leaseMs: 60_000, queue: jobs(1) });
    await startWorker(work, async (context) => {
      work.lose("job-0");
      context.log("stdout", "a line");
      return await untilAborted(context);
    });
    expect(
      await holdsWithin(() => work.claims.length > 1 && worker.running() === 0, 1000),
    ).to.equal(true);
    expect(work.settled).to.deep.equal([]);
  });

  it("releases jobs whose claim took more than half of their lease", async () => {
    const work = fakeWork({ leaseMs: 200, queue: jobs(1) });
    const { claim } = work;
    work.claim = async (params) => {
      const claimed = await claim(params);
      if (claimed.length > 0) await delay(120);
      return claimed;
    };
    let ran = false;
    await startWorker(work, async () => {
      ran = true;
      return { outcome: "succeeded", result: null };
    });
    expect((await work.settledCount(1))[0]?.outcome).to.deep.equal({ outcome: "released" });
    expect(ran).to.equal(false);
  });

  it("retries the settlement while the store is unavailable and the lease is held", async () => {
    const work = fakeWork({ leaseMs: 3000, queue: jobs(1) });
    await startWorker(work, async () => {
      work.down = true;
      setTimeout(() => {
        work.down = false;
      }, 200);
      return { outcome: "succeeded", result: "kept" };
    });
    expect((await work.settledCount(1))[0]?.outcome).to.deep.equal({
      outcome: "succeeded",
      result: "kept",
    });
  });

  it("reports what it is and runs, when it starts and at each heartbeat", async () => {
    workers = fakeWorkers(20);
    const work = fakeWork({ leaseMs: 10_000, queue: jobs(2) });
    await startWorker(work, untilAborted, { queues: ["default", "reports"] });
    await holdsWithin(() => workers.heartbeats.at(-1)?.jobs.length === 2, 1000);
    const [first] = workers.heartbeats;
    expect(first?.isStopping).to.equal(false);
    expect(first?.worker).to.deep.include({
      ...{ id: "worker-1", kinds: ["module"], queues: ["default", "reports"], concurrency: 4 },
      pid: process.pid,
    });
    const { job } = anAssignment({});
    expect(workers.heartbeats.at(-1)?.jobs[0]).to.deep.equal({
      ...{ id: "job-0", template: job.template.name, summary: job.summary },
      createdBy: job.createdBy,
    });
  });

  describe("that a person has drain", () => {
    const drainSignal = { workerId: "worker-1" };
    async function drained(work: FakeWork) {
      await startWorker(work, untilAborted, { pollMs: 20 });
      await holdsWithin(() => worker.running() === 1, 1000);
      workers.draining = true;
      bus.signal("worker", drainSignal);
      await holdsWithin(() => worker.health().detail.startsWith("drained"), 1000);
    }

    it("claims nothing, keeps and renews what it runs, and stays healthy", async () => {
      const work = fakeWork({ leaseMs: 150, queue: jobs(1) });
      await drained(work);
      expect(worker.health()).to.deep.equal({ ok: true, detail: "drained by hand, 1 running" });
      work.queue = [anAssignment({ id: "too-early" })];
      const { renewals, claims } = work;
      const before = claims.length;
      bus.signal("work", {});
      expect(await holdsWithin(() => work.renewals > renewals + 3, 2000)).to.equal(true);
      expect(claims).to.have.length(before);
      expect([work.queue.length, work.settled.length, worker.running()]).to.deep.equal([1, 0, 1]);
    });

    it("claims again at once when it is resumed", async () => {
      const work = fakeWork({ leaseMs: 10_000, queue: jobs(1) });
      await drained(work);
      work.queue = [anAssignment({ id: "next" })];
      workers.draining = false;
      bus.signal("worker", drainSignal);
      expect(await holdsWithin(() => worker.running() === 2, 1000)).to.equal(true);
    });

    it("learns of it at its next heartbeat when the signal is lost", async () => {
      workers = fakeWorkers(20);
      await startWorker(fakeWork({ leaseMs: 10_000 }), untilAborted);
      workers.draining = true;
      expect(await holdsWithin(() => worker.health().detail.startsWith("drained"), 1000)).to.equal(
        true,
      );
    });

    it("does not listen to signals for others", async () => {
      await startWorker(fakeWork({ leaseMs: 10_000 }), untilAborted);
      await holdsWithin(() => workers.heartbeats.length === 1, 1000);
      for (const body of [{ workerId: "worker-2" }, {}, null, "worker-1"])
        bus.signal("worker", body);
      bus.signal("worker", drainSignal);
      await holdsWithin(() => workers.heartbeats.length > 1, 1000);
      expect(workers.heartbeats).to.have.length(2);
    });
  });

  describe("that is stopped", () => {
    it("claims no more, and waits for running jobs under their leases", async () => {
      const work = fakeWork({ leaseMs: 150, queue: jobs(1) });
      await startWorker(
        work,
        async () => {
          await delay(500);
          return { outcome: "succeeded", result: "ended" };
        },
        { drainMs: 5000 },
      );
      await holdsWithin(() => worker.running() === 1, 1000);
      const stopped = worker.stop();
      work.queue = [anAssignment({ id: "too-late" })];
      bus.signal("work", {});
      await stopped;
      expect(work.settled.map(({ outcome }) => outcome)).to.deep.equal([
        { outcome: "succeeded", result: "ended" },
      ]);
      expect(work.queue).to.have.length(1);
      expect(bus.listeners()).to.equal(0);
    });

    it("is not healthy from then on, and reports what still runs", async () => {
      await startWorker(fakeWork({ leaseMs: 10_000, queue: jobs(2) }), untilAborted, {
        drainMs: 50,
      });
      await holdsWithin(() => worker.running() === 2, 1000);
      expect(worker.health()).to.deep.equal({ ok: true, detail: "2 running" });
      const stopped = worker.stop();
      expect(worker.health()).to.deep.equal({ ok: false, detail: "draining, 2 running" });
      await stopped;
      expect(worker.health()).to.deep.equal({ ok: false, detail: "draining, 0 running" });
    });

    it("releases the jobs that still run after the drain timeout", async () => {
      const once = anAssignment({
        id: "once",
        token: "t",
        template: { retry: { onLost: "never" } },
      });
      const work = fakeWork({ leaseMs: 10_000, queue: [...jobs(1), once] });
      await startWorker(work, untilAborted, { drainMs: 50 });
      await holdsWithin(() => worker.running() === 2, 1000);
      await worker.stop();
      const outcomes = Object.fromEntries(work.settled.map(({ id, outcome }) => [id, outcome]));
      expect(outcomes["job-0"]).to.deep.equal({ outcome: "released" });
      expect(outcomes.once).to.deep.include({ outcome: "failed", reason: "lost", fatal: true });
    });

    it("may be stopped twice, and says at once that it ends, and then that it has", async () => {
      const work = fakeWork({ leaseMs: 10_000, queue: jobs(1) });
      const job = Promise.withResolvers<void>();
      await startWorker(
        work,
        async () => {
          await job.promise;
          return { outcome: "succeeded", result: null };
        },
        { drainMs: 60_000 },
      );
      await holdsWithin(() => worker.running() === 1, 1000);
      const stopped = Promise.all([worker.stop(), worker.stop()]);
      await holdsWithin(() => workers.heartbeats.at(-1)?.isStopping === true, 1000);
      expect(workers.heartbeats.at(-1)?.jobs.map(({ id }) => id)).to.deep.equal(["job-0"]);
      expect(workers.left).to.deep.equal([]);
      job.resolve();
      await stopped;
      expect(workers.left).to.deep.equal(["worker-1"]);
    });
  });
});
