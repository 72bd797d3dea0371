import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import { eventsOf, eventTypesOf, hour, submit, theJob } from "../helpers.ts";

export function insertSuite(use: () => Store): void {
  describe("insertJobs", () => {
    it("queues a job that is due, with both events in the same write", async () => {
      const before = Date.now();
      const job = await submit(use(), {
        id: "job-1",
        priority: 7,
        tags: ["a", "b"],
        payload: { deep: { list: [1, "ü", null, true] } },
      });
      const expected = {
        id: "job-1",
        state: "queued",
        priority: 7,
        attempt: 0,
        failures: 0,
        crashes: 0,
        retries: 0,
        maxAttempts: 3,
        seq: 2,
        createdBy: "user-1",
      };
      expect(job).to.deep.include({
        ...expected,
        tags: ["a", "b"],
        payload: { deep: { list: [1, "ü", null, true] } },
        result: null,
      });
      expect(job).to.deep.include({
        progress: null,
        error: null,
        startedAt: null,
        finishedAt: null,
        dismissedAt: null,
        errorKey: null,
        dependsOn: [],
      });
      expect(Date.parse(job.createdAt)).to.be.within(before, Date.now());
      expect(job.runAt).to.equal(job.createdAt);
      expect(await eventTypesOf(use(), job.id)).to.deep.equal(["created", "queued"]);
    });

    it("says what was asked for: timeout, dependencies and trace", async () => {
      const job = await submit(use(), {
        ...{ timeoutMs: 90_500, onDependencyFailure: "run" },
        traceparent: `00-${"a1".repeat(16)}-${"b2".repeat(8)}-01`,
      });
      expect(await theJob(use(), job.id)).to.include({
        ...{ timeout: "1m30s500ms", onDependencyFailure: "run", traceId: "a1".repeat(16) },
      });
    });

    it("returns what getJob returns", async () => {
      const job = await submit(use(), {
        scheduleId: "nightly",
        rerunOf: "job-0",
        dependsOn: ["job-0"],
        runAt: Date.now(),
      });
      expect(await theJob(use(), job.id)).to.deep.equal(job);
    });

    it("keeps the summary, in replies, lists and events, after every step", async () => {
      const job = await submit(use(), { id: "told", summary: "web-1 · 3 ü" });
      const untold = await submit(use(), { summary: "" });
      expect([job.summary, untold.summary]).to.deep.equal(["web-1 · 3 ü", ""]);
      await use().controlJob({ id: job.id, cause: "cancel", traceparent: null });
      const sort = "createdAt";
      const { items } = await use().findJobs({ filter: {}, sort, limit: 2 });
      expect(items.map(({ summary }) => summary)).to.deep.equal(["web-1 · 3 ü", ""]);
      for (const event of await eventsOf(use(), job.id))
        expect(event.data).to.include({ summary: "web-1 · 3 ü" });
      const relayed = await use().takeOutbox({ limit: 10 });
      expect(relayed.map(({ event }) => event.data.summary)).to.include.members([
        "web-1 · 3 ü",
        "",
      ]);
    });

    it("keeps a job scheduled until it is due", async () => {
      const runAt = Date.now() + hour;
      const job = await submit(use(), { runAt });
      expect(job).to.include({ state: "scheduled", seq: 1, runAt: new Date(runAt).toISOString() });
      expect(await eventTypesOf(use(), job.id)).to.deep.equal(["created"]);
    });

    it("queues a job that was due in the past, and keeps its due time", async () => {
      const runAt = Date.now() - hour;
      expect(await submit(use(), { runAt })).to.include({
        state: "queued",
        runAt: new Date(runAt).toISOString(),
      });
    });

    it("returns the outcomes in the order of the batch", async () => {
      const jobs = Array.from({ length: 1000 }, () => aNewJob());
      const inserted = await use().insertJobs({ jobs });
      expect(inserted.map((answer) => answer.outcome === "stored" && answer.job.id)).to.deep.equal(
        jobs.map((job) => job.id),
      );
      expect(await use().knownJobs({ ids: jobs.map((job) => job.id) })).to.have.length(1000);
    });

    it("accepts an empty batch", async () => {
      expect(await use().insertJobs({ jobs: [] })).to.deep.equal([]);
    });

    it("stores all of a batch or nothing, and other batches in any case", async () => {
      await submit(use(), { id: "taken" });
      const calls = [
        [aNewJob({ id: "left" })],
        [aNewJob({ id: "lost" }), aNewJob({ id: "taken" })],
        [aNewJob({ id: "right" })],
      ];
      const outcomes = await Promise.allSettled(calls.map((jobs) => use().insertJobs({ jobs })));
      expect(outcomes.map(({ status }) => status)).to.deep.equal([
        "fulfilled",
        "rejected",
        "fulfilled",
      ]);
      const known = await use().knownJobs({ ids: ["left", "lost", "right"] });
      expect(known.map(({ id }) => id).sort()).to.deep.equal(["left", "right"]);
      expect((await use().countJobs()).counts).to.deep.equal([
        { template: "greet", state: "queued", count: 3 },
      ]);
    });

    it("carries the trace of the request into the events", async () => {
      const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      const traced = await submit(use(), { traceparent });
      const untraced = await submit(use());
      expect((await eventsOf(use(), traced.id)).map((event) => event.traceparent)).to.deep.equal([
        traceparent,
        traceparent,
      ]);
      expect((await eventsOf(use(), untraced.id))[0]).to.not.have.property("traceparent");
    });
  });

  describe("getJob and knownJobs", () => {
    it("find nothing for unknown ids", async () => {
      const job = await submit(use());
      expect(await use().getJob({ id: "nobody" })).to.equal(null);
      expect(await use().knownJobs({ ids: ["nobody", job.id] })).to.deep.equal([
        { id: job.id, state: "queued", createdBy: job.createdBy, template: job.template.name },
      ]);
      expect(await use().knownJobs({ ids: [] })).to.deep.equal([]);
    });
  });
}
