import { expect } from "chai";
import type { Store } from "../../store.ts";
import type { ClaimedJob } from "../../verbs/work-store.ts";
import { claimAgain, endAttempt, ends, hour, settle, start, theJob } from "../helpers.ts";

const progress = { percent: 40, message: "on the way" };
const lines = [{ stream: "stdout" as const, text: "hello", at: Date.now() }];

/**
 * Every way in which an attempt can lose its lease, and every write that must then have no effect.
 */
export function fenceSuite(use: () => Store): void {
  const losses: Record<string, (claimed: ClaimedJob) => Promise<unknown>> = {
    "settled before": (claimed) => settle(use(), claimed, ends.succeed),
    "cancelled and ended": async (claimed) => {
      await use().controlJob({ id: claimed.job.id, cause: "cancel", traceparent: null });
      await endAttempt(use(), claimed);
    },
    rescued: () => use().rescueJobs({ limit: 10, maxCrashes: 3 }),
    "rescued and claimed by another": async ({ job }) => {
      await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      await claimAgain(use(), job, { workerId: "worker-2" });
    },
    "ended and deleted": async (claimed) => {
      await settle(use(), claimed, ends.succeed);
      await use().deleteJob({ id: claimed.job.id, traceparent: null });
    },
  };

  describe("a lease", () => {
    for (const [way, lose] of Object.entries(losses)) {
      it(`allows no write once the attempt was ${way}`, async () => {
        const claimed = await start(use(), {}, { leaseMs: -1 });
        await lose(claimed);
        const before = await use().getJob({ id: claimed.job.id });
        const lease = { id: claimed.job.id, token: claimed.token };
        for (const end of Object.values(ends))
          expect(await settle(use(), claimed, end)).to.equal(false);
        expect(await use().renewLeases({ leases: [lease], leaseMs: hour })).to.deep.equal([]);
        expect(await use().reportProgress({ reports: [{ ...lease, progress }] })).to.deep.equal([]);
        expect(await use().appendLog({ ...lease, lines })).to.equal(null);
        expect(await use().getJob({ id: claimed.job.id })).to.deep.equal(before);
        expect(await use().readLog({ id: claimed.job.id, after: 0, limit: 10 })).to.deep.equal([]);
      });
    }

    it("allows no write with another token", async () => {
      const { job } = await start(use());
      const lease = { id: job.id, token: "guessed" };
      expect(await settle(use(), { job, token: "guessed" }, ends.succeed)).to.equal(false);
      expect(await use().renewLeases({ leases: [lease], leaseMs: hour })).to.deep.equal([]);
      expect(await use().reportProgress({ reports: [{ ...lease, progress }] })).to.deep.equal([]);
      expect(await use().appendLog({ ...lease, lines })).to.equal(null);
      expect(await theJob(use(), job.id)).to.deep.equal(job);
    });

    it("allows exactly one of many settlements", async () => {
      const claimed = await start(use());
      const answers = await Promise.all(
        Object.values(ends).map((end) => settle(use(), claimed, end)),
      );
      expect(answers.filter(Boolean)).to.have.length(1);
    });

    it("lets either cancel or settle succeed, and both agree which", async () => {
      const claimed = await start(use());
      const [steered, settled] = await Promise.all([
        use().controlJob({ id: claimed.job.id, cause: "cancel", traceparent: null }),
        settle(use(), claimed, ends.succeed),
      ]);
      expect(steered.outcome === "moved").to.equal(!settled);
      expect((await theJob(use(), claimed.job.id)).state).to.equal(
        settled ? "succeeded" : "cancelled",
      );
    });

    it("is renewed for each of many jobs on its own", async () => {
      const [kept, lost] = [await start(use()), await start(use())];
      await settle(use(), lost, ends.succeed);
      const leases = [kept, lost].map(({ job, token }) => ({ id: job.id, token }));
      expect(await use().renewLeases({ leases, leaseMs: hour })).to.deep.equal([kept.job.id]);
      const settlements = leases.map((lease) => ({ ...lease, ...ends.succeed }));
      expect(await use().settleJobs({ settlements })).to.deep.equal([kept.job.id]);
    });

    it("is not rescued once renewed", async () => {
      const claimed = await start(use(), {}, { leaseMs: -1 });
      await use().renewLeases({
        leases: [{ id: claimed.job.id, token: claimed.token }],
        leaseMs: hour,
      });
      expect(await use().rescueJobs({ limit: 10, maxCrashes: 3 })).to.deep.equal([]);
      expect(await settle(use(), claimed, ends.succeed)).to.equal(true);
    });

    it("is rescued when it was renewed for too short", async () => {
      const claimed = await start(use());
      await use().renewLeases({
        leases: [{ id: claimed.job.id, token: claimed.token }],
        leaseMs: -1,
      });
      expect(await use().rescueJobs({ limit: 10, maxCrashes: 3 })).to.deep.equal([
        { id: claimed.job.id, state: "queued", traceparent: null },
      ]);
    });
  });
}
