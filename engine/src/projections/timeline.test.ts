import { expect } from "chai";
import fc from "fast-check";
import { claim, ends, settle } from "../store/conformance/helpers.ts";
import type { Store } from "../store/store.ts";
import { aNewJob } from "../testing/a-new-job.ts";
import { eventually } from "../testing/eventually.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { someEndedJobs, useLogs } from "./testing/a-log.ts";

const hour = 3_600_000;

describe("a timeline", () => {
  onEachStore((use) => {
    const numbersOn = useLogs();

    it("has the same numbers from what is kept and from the jobs", async function () {
      this.timeout(60_000);
      const { keeper, numbers, relay } = await numbersOn(use());
      const one = keeper();
      await one.step();
      const job = fc.record({
        template: fc.constantFrom("a", "b"),
        queue: fc.constantFrom("q", "r"),
        end: fc.constantFrom("succeed", "exhaust", "failNow", "cancel", "none"),
        lateMs: fc.nat(100_000),
      });
      const filters = [{}, { template: ["a"] }, { queue: ["q", "r"] }];
      await fc.assert(
        fc.asyncProperty(fc.array(job, { minLength: 1, maxLength: 12 }), async (jobs) => {
          await runJobs(use(), jobs);
          await relay();
          const now = Date.now();
          const range = { from: now - 2 * hour, to: now + 60_000, bucketMs: 60_000 };
          for (const filter of [...filters, { template: ["a", "b"], queue: ["q"] }])
            await eventually(
              async () => {
                await one.step();
                const kept = await numbers.timeline({ ...range, query: filter });
                // The owner is one by whom nothing is kept.
                const query = { ...filter, createdBy: "user-1" };
                const counted = await numbers.timeline({ ...range, query });
                return JSON.stringify(kept) === JSON.stringify(counted);
              },
              () => `the numbers of ${JSON.stringify(filter)} differ`,
            );
        }),
        { numRuns: 6 },
      );
    });

    it("lists every bucket, also those in which nothing happened", async () => {
      const { numbers } = await numbersOn(use());
      const from = Date.parse("2026-03-01T10:02:00Z");
      const range = { from, to: from + hour, bucketMs: 300_000 };
      for (const query of [{}, { createdBy: "ann" }]) {
        const { items } = await numbers.timeline({ ...range, query });
        expect(items).to.have.length(13);
        expect(items[0]).to.deep.equal({
          at: "2026-03-01T10:00:00.000Z",
          ...{ succeeded: 0, failed: 0, cancelled: 0 },
          ...{ wait: { p50: null, p95: null }, run: { p50: null, p95: null } },
        });
      }
    });

    it("keeps what was deleted, by minute, hour and day alike", async () => {
      const { keeper, numbers, relay } = await numbersOn(use());
      const one = keeper();
      await one.step();
      await someEndedJobs(use(), 8);
      const { items } = await use().findJobs({ filter: {}, sort: "createdAt", limit: 50 });
      for (const { id } of items) await use().deleteJob({ id, traceparent: null });
      await relay();
      for (const bucketMs of [60_000, hour, 24 * hour])
        await eventually(
          async () => {
            await one.step();
            const to = Date.now() + 60_000;
            const range = { from: to - 24 * hour, to, bucketMs };
            const timeline = await numbers.timeline({ ...range, query: {} });
            return timeline.items.reduce((sum, item) => sum + item.succeeded, 0) === 4;
          },
          () => `buckets of ${bucketMs} ms`,
        );
    });

    it("tells how many jobs a queue gets and ends per minute", async () => {
      const { keeper, numbers, relay, shift } = await numbersOn(use());
      const one = keeper();
      await one.step();
      await someEndedJobs(use(), 12);
      await relay();
      shift(60_000);
      await eventually(
        async () => {
          await one.step();
          return (await numbers.queueRates({ minutes: 5 })).size === 3;
        },
        () => "no rates",
      );
      const rates = await numbers.queueRates({ minutes: 5 });
      expect(rates.get("q0")).to.deep.equal({ in: 0.8, out: 0.8 });
    });
  });
});

type Plan = { template: string; queue: string; end: string; lateMs: number };

async function runJobs(store: Store, plans: Plan[]): Promise<void> {
  const now = Date.now();
  const jobs = plans.map(({ template, queue, lateMs }) =>
    aNewJob({ template: { name: template, version: 1 }, queue, runAt: now - lateMs }),
  );
  await store.insertJobs({ jobs });
  const byId = new Map(jobs.map(({ id }, index) => [id, plans[index]?.end]));
  for (const one of await claim(store)) {
    const end = byId.get(one.job.id);
    if (end === "cancel")
      await store.controlJob({ id: one.job.id, cause: "cancel", traceparent: null });
    if (end === "succeed" || end === "exhaust" || end === "failNow")
      await settle(store, one, ends[end]);
  }
  await store.stageJobs({ limit: 100 });
}
