import { expect } from "chai";
import type { DomainError } from "../errors.ts";
import { ann } from "../testing/an-engine.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { aHeartbeat, workersOn } from "./testing/workers-on.ts";
import { heartbeatMs, keptMs, silentAfterMs } from "./worker-table.ts";

describe("workers", () => {
  onEachStore((use) => {
    let ahead: { ms: number };
    let one: ReturnType<typeof workersOn>;
    let other: ReturnType<typeof workersOn>;
    beforeEach(() => {
      ahead = { ms: 0 };
      one = workersOn(use(), ahead);
      other = workersOn(use(), ahead);
    });

    const list = async () => (await other.workers.list({ limit: 50 })).items;
    const states = async () => (await list()).map(({ id, state }) => `${id} ${state}`);
    const get = async (id = "w1") => (await list()).find((worker) => worker.id === id);
    const refusal = (call: Promise<unknown>) =>
      call.then(
        () => "none",
        (error: DomainError) => error.code,
      );

    it("are listed with what they say of themselves and run", async () => {
      await one.workers.report(aHeartbeat("w1", { jobs: ["a", "b"], queues: ["red"] }));
      const worker = await get();
      expect(worker).to.deep.include({
        ...{ id: "w1", host: "host-1", pid: 7, version: "0.1.0", kinds: ["http"] },
        ...{ queues: ["red"], concurrency: 10, running: ["a", "b"], runningCount: 2 },
        ...{ state: "online", drain: null, stopping: false, offlineAt: null, end: null },
      });
      expect(worker?.jobs[0]).to.deep.equal({ id: "a", template: "greet", summary: "Hello a" });
      expect(worker?.startedAt).to.equal(worker?.heartbeatAt);
    });

    it("are listed with how they confine their jobs, where they say so", async () => {
      const runAs = "worker" as const;
      const confinement = { runAs, hidden: false, limited: true, lacks: ["a user for each job"] };
      const heartbeat = aHeartbeat();
      await one.workers.report({ ...heartbeat, worker: { ...heartbeat.worker, confinement } });
      await one.workers.report(aHeartbeat("w2"));
      expect((await get())?.confinement).to.deep.equal(confinement);
      expect((await get("w2"))?.confinement).to.equal(null);
    });

    it("are announced once when they start, and show their last heartbeat", async () => {
      await one.workers.report(aHeartbeat("w1", { jobs: ["a"] }));
      ahead.ms += heartbeatMs;
      await one.workers.report(aHeartbeat("w1", { jobs: ["b"] }));
      const worker = await get();
      expect(worker?.running).to.deep.equal(["b"]);
      const age = Date.parse(worker?.heartbeatAt ?? "") - Date.parse(worker?.startedAt ?? "");
      expect(age).to.be.at.least(heartbeatMs);
      expect(await one.news()).to.deep.equal([["worker.online", "w1", "started"]]);
      expect(one.logged()).to.deep.equal(["worker.online"]);
    });

    it("report themselves through any process", async () => {
      await one.workers.report(aHeartbeat());
      await other.workers.report(aHeartbeat());
      await one.workers.report(aHeartbeat("w1", { jobs: ["a"] }));
      expect((await get())?.running).to.deep.equal(["a"]);
      expect([...(await one.news()), ...(await other.news())]).to.have.length(1);
    });

    it("name a hundred jobs at most, and the number of all", async () => {
      const jobs = Array.from({ length: 250 }, (_, n) => `job-${n}`);
      await one.workers.report(aHeartbeat("w1", { jobs, concurrency: 300 }));
      const worker = await get();
      expect(worker?.running).to.deep.equal(jobs.slice(0, 100));
      expect(worker?.runningCount).to.equal(250);
    });

    it("that end by themselves are offline at once, and hold nothing", async () => {
      await one.workers.report(aHeartbeat("w1", { jobs: ["a"] }));
      await one.workers.leave({ id: "w1" });
      await other.workers.leave({ id: "w1" });
      expect(await get()).to.deep.include({ state: "offline", end: "stopped", running: [] });
      expect((await one.news()).at(-1)).to.deep.equal(["worker.offline", "w1", "stopped"]);
      expect(await other.news()).to.deep.equal([]);
    });

    it("are online until their heartbeats are three intervals late", async () => {
      await one.workers.report(aHeartbeat("w1", { jobs: ["a", "b"] }));
      ahead.ms += silentAfterMs - heartbeatMs / 2;
      expect(await one.markSilent()).to.equal(0);
      ahead.ms += heartbeatMs;
      expect(await one.markSilent()).to.equal(1);
      expect(await get()).to.deep.include({
        ...{ state: "offline", end: "silent", running: ["a", "b"], runningCount: 2 },
      });
    });

    it("that fall silent are announced by one of the processes that notice", async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => one.workers.report(aHeartbeat(`w${n}`))),
      );
      ahead.ms += 2 * silentAfterMs;
      const third = workersOn(use(), ahead);
      const marked = await Promise.all(
        [one, other, third, one, other].map((process) => process.markSilent()),
      );
      expect(marked.reduce((sum, count) => sum + count, 0)).to.equal(20);
      const news = await Promise.all([one, other, third].map((process) => process.news()));
      const said = news.flat().filter(([type]) => type === "worker.offline");
      expect(new Set(said.map(([, id]) => id)).size).to.equal(20);
      expect(said).to.have.length(20);
      const logged = [one, other, third].flatMap((process) => process.logged());
      expect(logged.filter((event) => event === "worker.offline")).to.have.length(20);
    });

    it("that report themselves just then stay online", async () => {
      await one.workers.report(aHeartbeat());
      ahead.ms += 2 * silentAfterMs;
      const { deps } = other;
      const { findSilentWorkers, markSilentWorkers } = await import("./end-worker.ts");
      const silent = await findSilentWorkers(deps);
      expect(silent).to.have.length(1);
      await one.workers.report(aHeartbeat());
      expect(await markSilentWorkers(deps, silent)).to.equal(0);
      expect(await states()).to.deep.equal(["w1 online"]);
    });

    it("that were taken for dead are announced when they return", async () => {
      await one.workers.report(aHeartbeat());
      ahead.ms += 2 * silentAfterMs;
      await other.markSilent();
      await one.workers.report(aHeartbeat("w1", { jobs: ["a"] }));
      expect(await get()).to.deep.include({ state: "online", end: null, offlineAt: null });
      expect((await one.news()).at(-1)).to.deep.equal(["worker.online", "w1", "returned"]);
    });

    it("are listed by their start, then those that went offline, the last one first", async () => {
      for (const id of ["first", "second", "third", "fourth"]) {
        await one.workers.report(aHeartbeat(id));
        ahead.ms += 10;
      }
      await one.workers.leave({ id: "first" });
      ahead.ms += 10;
      await one.workers.leave({ id: "third" });
      const order = ["second online", "fourth online", "third offline", "first offline"];
      expect(await states()).to.deep.equal(order);
      const start = await other.workers.list({ limit: 3 });
      const rest = await other.workers.list({ limit: 3, cursor: start.next ?? undefined });
      expect([start, rest].flatMap(({ items }) => items.map(({ id }) => id))).to.deep.equal(
        order.map((line) => line.split(" ")[0]),
      );
    });

    it("that went offline are kept for a day", async () => {
      await one.workers.report(aHeartbeat());
      await one.workers.leave({ id: "w1" });
      ahead.ms += keptMs - 60_000;
      expect(await states()).to.deep.equal(["w1 offline"]);
      ahead.ms += 120_000;
      expect(await states()).to.deep.equal([]);
      expect((await one.workers.counts()).offline).to.equal(0);
    });

    it("can be taken out of the list once they are offline", async () => {
      await one.workers.report(aHeartbeat());
      expect(await refusal(other.workers.forget({ ...ann, id: "w1" }))).to.equal("worker-conflict");
      await one.workers.leave({ id: "w1" });
      await other.workers.forget({ ...ann, id: "w1" });
      expect(await states()).to.deep.equal([]);
      expect(await refusal(other.workers.forget({ ...ann, id: "w1" }))).to.equal(
        "worker-not-found",
      );
    });

    describe("that a person has drain", () => {
      beforeEach(() => one.workers.report(aHeartbeat("w1", { jobs: ["a"] })));
      const drain = (id = "w1") => other.workers.drain({ ...ann, id });
      const resume = (id = "w1") => other.workers.resume({ ...ann, id });

      it("learn of it at their next heartbeat, which says so", async () => {
        expect(await drain()).to.deep.include({ state: "draining", running: ["a"] });
        expect((await get())?.drain).to.deep.include({ by: "ann", seenAt: null });
        expect(await one.workers.report(aHeartbeat())).to.deep.equal({ draining: true });
        expect((await get())?.drain?.seenAt).to.be.a("string");
        await resume();
        expect(await one.workers.report(aHeartbeat())).to.deep.equal({ draining: false });
        expect(await get()).to.deep.include({ state: "online", drain: null });
      });

      it("are signalled and announced once, however often they are told", async () => {
        await drain();
        await drain();
        await resume();
        await resume();
        const signal = { topic: "worker", body: { workerId: "w1" } };
        expect(other.signals).to.deep.equal([signal, signal]);
        expect(await other.news()).to.deep.equal([
          ["worker.changed", "w1", "drained"],
          ["worker.changed", "w1", "resumed"],
        ]);
      });

      it("are told by one of many at once", async () => {
        await Promise.all(Array.from({ length: 10 }, () => drain()));
        expect(await other.news()).to.deep.equal([["worker.changed", "w1", "drained"]]);
      });

      it("still drain when they return after they were taken for dead", async () => {
        await drain();
        ahead.ms += 2 * silentAfterMs;
        await other.markSilent();
        expect(await one.workers.report(aHeartbeat())).to.deep.equal({ draining: true });
      });

      it("do not drain when they are started anew under the same id", async () => {
        await drain();
        await one.workers.leave({ id: "w1" });
        expect(await one.workers.report(aHeartbeat())).to.deep.equal({ draining: false });
        expect((await one.news()).at(-1)).to.deep.equal(["worker.online", "w1", "started"]);
      });

      it("must exist and be online", async () => {
        expect(await refusal(drain("w2"))).to.equal("worker-not-found");
        expect(await refusal(resume("w2"))).to.equal("worker-not-found");
        await one.workers.leave({ id: "w1" });
        expect(await refusal(drain())).to.equal("worker-conflict");
        expect(await refusal(resume())).to.equal("worker-conflict");
      });

      it("cannot be resumed while their process ends", async () => {
        await one.workers.report(aHeartbeat("w1", { jobs: ["a"], isStopping: true }));
        expect(await get()).to.deep.include({ state: "draining", stopping: true, drain: null });
        expect((await one.news()).at(-1)).to.deep.equal(["worker.changed", "w1", "stopping"]);
        expect(await refusal(resume())).to.equal("worker-conflict");
      });
    });

    it("are counted by state, with their slots and those that are missing", async () => {
      await one.workers.report(aHeartbeat("lost", { jobs: ["a"] }));
      ahead.ms += 2 * silentAfterMs;
      await one.markSilent();
      await one.workers.report(aHeartbeat("w2", { jobs: ["b", "c"], kinds: ["module"] }));
      await one.workers.report(aHeartbeat("w3", { jobs: ["d"], kinds: ["module"] }));
      await other.workers.drain({ ...ann, id: "w3" });
      await one.workers.report(aHeartbeat("w4"));
      await one.workers.leave({ id: "w4" });
      const counts = await other.workers.counts();
      expect(counts).to.deep.equal({
        ...{ online: 1, draining: 1, offline: 2, slots: { used: 3, free: 8 }, missing: [] },
      });
      await other.workers.forget({ ...ann, id: "w4" });
      expect((await other.workers.counts()).missing).to.deep.equal(["lost"]);
    });
  });
});
