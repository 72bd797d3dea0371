import { expect } from "chai";
import type { Store } from "../store.ts";
import { hour, nextMillisecond, start, submit } from "./helpers.ts";

export function backlogSuite(use: () => Store): void {
  describe("backlog", () => {
    it("is empty in an empty store", async () => {
      const empty = {
        queued: 0,
        oldestDueMs: null,
        heads: [],
        oldestExpiredLeaseMs: null,
        outbox: 0,
      };
      expect(await use().backlog()).to.deep.equal(empty);
    });

    it("reports how many jobs wait, and how long the oldest has", async () => {
      await submit(use(), { runAt: Date.now() - hour });
      await submit(use());
      const { queued, oldestDueMs, outbox } = await use().backlog();
      expect({ queued, outbox }).to.deep.equal({ queued: 2, outbox: 4 });
      expect(oldestDueMs, "a due time in the past counts as now").to.be.within(0, 60_000);
    });

    it("reports how long the first in line has waited, by kind and queue", async () => {
      const runAt = Date.now() - hour;
      await submit(use(), { queue: "slow", kind: "http", runAt });
      await nextMillisecond();
      await submit(use(), { queue: "slow", kind: "module" });
      await submit(use(), { queue: "slow", kind: "module" });
      await submit(use(), { runAt: Date.now() + hour });
      const { heads } = await use().backlog();
      const found = heads.toSorted((a, b) => b.waitedMs - a.waitedMs);
      expect(found.map(({ kind, queue }) => `${kind}/${queue}`)).to.deep.equal([
        ...["http/slow", "module/slow"],
      ]);
      for (const { waitedMs } of found) expect(waitedMs).to.be.within(0, 60_000);
    });

    it("reports how long ago a lease expired", async () => {
      await start(use());
      expect((await use().backlog()).oldestExpiredLeaseMs).to.equal(null);
      await start(use(), {}, { leaseMs: -hour });
      expect((await use().backlog()).oldestExpiredLeaseMs).to.be.within(hour, hour + 60_000);
    });

    it("reports how many events the bus has not confirmed", async () => {
      await submit(use());
      const [entry] = await use().takeOutbox({ limit: 1 });
      await use().clearOutbox({ positions: entry === undefined ? [] : [entry.position] });
      expect((await use().backlog()).outbox).to.equal(1);
    });
  });

  describe("ping", () => {
    it("is answered", async () => {
      await use().ping();
    });
  });
}
