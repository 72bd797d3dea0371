import { expect } from "chai";
import { aJobIn, ends, settle, start, submit } from "../store/conformance/helpers.ts";
import { aPolicy, relayAll } from "../store/conformance/prune/kept.ts";
import type { Store } from "../store/store.ts";
import { eventually } from "../testing/eventually.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { previewRetention } from "./preview-retention.ts";
import { keepAll, retentionOn } from "./testing/retention-on.ts";

describe("cleaning up", () => {
  onEachStore((use) => {
    const idsLeft = async () =>
      (await use().findJobs({ filter: {}, sort: "createdAt", limit: 500 })).items.map(
        ({ id }) => id,
      );

    /** Makes jobs that were cancelled, and whose events are on the bus. */
    async function cancelled(count: number, template = "greet"): Promise<string[]> {
      const ids: string[] = [];
      for (let n = 0; n < count; n++) {
        const { id } = await submit(use(), { template: { name: template, version: 1 } });
        await use().controlJob({ id, cause: "cancel", traceparent: null });
        ids.push(id);
      }
      await relayAll(use());
      return ids;
    }

    it("removes what is too old, says so once, and keeps the rest", async () => {
      const queued = await aJobIn(use(), "queued");
      const failed = await aJobIn(use(), "failed");
      await cancelled(120);
      const retention = retentionOn(use());
      await retention.keep({ cancelled: "0s" });
      await retention.run();
      expect(await idsLeft()).to.deep.equal([queued.id, failed.id]);
      expect(await retention.lastRun()).to.deep.include({ jobs: 120, logs: 0 });
      expect(retention.events.map(({ type, subject }) => [type, subject])).to.deep.equal([
        ["retention.pruned", "retention"],
      ]);
      expect(retention.events[0]?.data).to.deep.include({ jobs: 120, logs: 0 });
      expect(await use().takeOutbox({ limit: 10 })).to.deep.equal([]);
    });

    it("writes and says nothing where nothing is too old", async () => {
      const ids = await cancelled(2);
      const retention = retentionOn(use());
      await retention.keep({ cancelled: "1h", succeeded: "0s" });
      await retention.run();
      expect(await idsLeft()).to.deep.equal(ids);
      expect(await retention.lastRun()).to.equal(null);
      expect(retention.events).to.deep.equal([]);
    });

    it("lets a template's own retention win", async () => {
      const [kept, removed, other] = [
        await cancelled(1, "kept"),
        await cancelled(1, "removed"),
        await cancelled(1, "other"),
      ];
      const own = (name: string, duration: string | null) => {
        return { name, title: name, retention: { cancelled: duration } };
      };
      const retention = retentionOn(use(), {
        overrides: [own("kept", null), own("removed", "0s")],
      });
      await retention.keep({ cancelled: null });
      await retention.run();
      expect(await idsLeft()).to.deep.equal([...kept, ...other]);
      await retention.keep({ cancelled: "0s" });
      await retention.run();
      expect(await idsLeft()).to.deep.equal(kept);
      expect(removed).to.have.length(1);
    });

    it("removes logs by their own age while their jobs stay", async () => {
      const claimed = await start(use());
      const { id } = claimed.job;
      const line = { stream: "stdout", text: "hello", at: Date.now() } as const;
      await use().appendLog({ id, token: claimed.token, lines: [line] });
      await settle(use(), claimed, ends.succeed);
      const retention = retentionOn(use());
      await retention.keep({ logs: "0s" });
      await retention.run();
      expect(await idsLeft()).to.deep.equal([id]);
      expect(await use().readLog({ id, after: 0, limit: 10 })).to.deep.equal([]);
      expect(await retention.lastRun()).to.deep.include({ jobs: 0, logs: 1 });
    });

    it("goes on after a process that died between two portions, once its turn has ended", async () => {
      await cancelled(120);
      const dying = retentionOn(use(), { store: { pruneJobs: diesAfterOne(use()) } });
      const other = retentionOn(use());
      await dying.keep({ cancelled: "0s" });
      const death = await dying.run().then(
        () => expect.fail("it should have died"),
        (error: unknown) => error,
      );
      expect(String(death)).to.include("died");
      expect(await idsLeft()).to.have.length(20);
      await other.run();
      expect(await idsLeft()).to.have.length(20);
      other.later(120_000);
      await other.run();
      expect(await idsLeft()).to.deep.equal([]);
      expect(await other.lastRun()).to.deep.include({ jobs: 20 });
    });

    it("keeps what a retention saved meanwhile keeps", async () => {
      await cancelled(120);
      const retention = retentionOn(use(), {
        store: {
          async pruneJobs(params) {
            const removed = await use().pruneJobs(params);
            await retention.keep({ cancelled: null });
            return removed;
          },
        },
      });
      await retention.keep({ cancelled: "0s" });
      await retention.run();
      expect(await idsLeft()).to.have.length(20);
      expect(await retention.lastRun()).to.deep.include({ jobs: 100 });
    });

    it("looks again after a while, and not before", async () => {
      const retention = retentionOn(use());
      await retention.keep({ cancelled: "0s" });
      await retention.run();
      await cancelled(1);
      await retention.run();
      expect(await idsLeft()).to.have.length(1);
      retention.later(61_000);
      await retention.run();
      expect(await idsLeft()).to.deep.equal([]);
    });

    it("removes exactly what the preview counts", async () => {
      await cancelled(3, "a");
      await cancelled(2, "b");
      await aJobIn(use(), "failed");
      await aJobIn(use(), "queued");
      await relayAll(use());
      const retention = retentionOn(use());
      const preview = (changes: object) =>
        previewRetention(retention.deps, { retention: { ...keepAll, ...changes } });
      expect(await preview({})).to.deep.equal({
        ...{ jobs: 0, more: false, oldest: null, newest: null, groups: [] },
        ...{ logs: 0, moreLogs: false },
      });
      expect(await preview({ cancelled: "1h", failed: "1h" })).to.deep.include({ jobs: 0 });
      const first = await use().findExpiredJobs({
        ...{ policy: aPolicy({ cancelled: 0 }), state: "cancelled", limit: 9 },
      });
      const times = first.jobs.map(({ finishedAt }) => new Date(finishedAt).toISOString()).sort();
      // No caller may say less than a second, so the jobs have to grow that old.
      await eventually(async () => (await preview({ cancelled: "1s" })).jobs === 5, "five jobs");
      expect(await preview({ cancelled: "1s" })).to.deep.equal({
        ...{ jobs: 5, more: false, oldest: times[0], newest: times[4] },
        groups: [
          { template: "a", state: "cancelled", count: 3 },
          { template: "b", state: "cancelled", count: 2 },
        ],
        ...{ logs: 0, moreLogs: false },
      });
      await retention.keep({ cancelled: "1s" });
      await retention.run();
      expect(await retention.lastRun()).to.deep.include({ jobs: 5 });
    });
  });
});

/** Removes one portion, and fails from then on. */
function diesAfterOne(store: Store): Store["pruneJobs"] {
  let portions = 0;
  return (params) =>
    portions++ === 0 ? store.pruneJobs(params) : Promise.reject(new Error("the process died"));
}
