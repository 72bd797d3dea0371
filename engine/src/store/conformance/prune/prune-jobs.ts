import { isFinal, jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import type { NewJob } from "../../verbs/job-store.ts";
import {
  aJobIn,
  claimAgain,
  ends,
  eventTypesOf,
  hour,
  settle,
  stageAll,
  start,
  submit,
  theJob,
} from "../helpers.ts";
import { aPolicy, keepNothing, pruneLeftovers, relayAll } from "./kept.ts";

const nothing = { items: [], next: null };

export function pruneJobsSuite(use: () => Store): void {
  const prune = (ids: string[], policy = keepNothing) => use().pruneJobs({ ids, policy });

  /** Makes a job that succeeded, with lines in its log; the bus has its events. */
  async function succeeded(given: Partial<NewJob> = {}, lines = 1): Promise<string> {
    const claimed = await start(use(), given);
    const line = { stream: "stdout", text: "hello", at: Date.now() } as const;
    const { token } = claimed;
    const { id } = claimed.job;
    await use().appendLog({ id, token, lines: Array.from({ length: lines }, () => line) });
    await settle(use(), claimed, ends.succeed);
    await relayAll(use());
    return id;
  }

  describe("pruneJobs", () => {
    for (const state of jobStates)
      it(`${isFinal(state) ? "removes" : "leaves"} a ${state} job`, async () => {
        const job = await aJobIn(use(), state);
        await relayAll(use());
        expect(await prune([job.id])).to.equal(isFinal(state) ? 1 : 0);
        expect(await use().getJob({ id: job.id })).to.deep.equal(isFinal(state) ? null : job);
      });

    it("leaves a job that was not kept for long enough, and ids that name none", async () => {
      const id = await succeeded();
      expect(await prune([id, "nobody"], aPolicy({ succeeded: hour }))).to.equal(0);
      expect(await prune([id], aPolicy({ failed: -hour }))).to.equal(0);
      expect(await prune([])).to.equal(0);
      await theJob(use(), id);
    });

    it("removes all that belongs to a job, and no event tells of it", async () => {
      const idempotency = { key: "k", hash: "h" };
      const id = await succeeded({ tags: ["gone"], idempotency });
      await prune([id]);
      for (let round = 0; round < 2; round++) {
        expect(await use().knownJobs({ ids: [id] })).to.deep.equal([]);
        expect(await use().findJobs({ filter: {}, sort: "-createdAt", limit: 9 })).to.deep.equal(
          nothing,
        );
        expect(await use().listEvents({ id, limit: 10 })).to.deep.equal(nothing);
        expect(await use().listAttempts({ id, limit: 10 })).to.deep.equal(nothing);
        expect(await use().readLog({ id, after: 0, limit: 10 })).to.deep.equal([]);
        expect((await use().countJobs()).counts).to.deep.equal([]);
        expect(await use().takeOutbox({ limit: 10 })).to.deep.equal([]);
        await pruneLeftovers(use());
      }
      const again = await use().insertJobs({
        jobs: [aNewJob({ idempotency })],
      });
      expect(again.map(({ outcome }) => outcome)).to.deep.equal(["stored"]);
    });

    it("leaves other jobs as they were", async () => {
      const kept = await theJob(use(), await succeeded({ tags: ["x"] }));
      const removed = await succeeded({ tags: ["x"] });
      await prune([removed]);
      await pruneLeftovers(use());
      expect(await theJob(use(), kept.id)).to.deep.equal(kept);
      expect(await use().readLog({ id: kept.id, after: 0, limit: 10 })).to.have.length(1);
      const counted = (await use().countJobs({ filter: { tag: ["x"] } })).counts;
      expect(counted).to.deep.equal([{ template: "greet", state: "succeeded", count: 1 }]);
    });

    it("leaves a job until the bus has all of its events", async () => {
      const { id } = await aJobIn(use(), "failed");
      expect(await prune([id])).to.equal(0);
      await relayAll(use());
      await use().controlJob({ id, cause: "dismiss", traceparent: null });
      expect(await prune([id])).to.equal(0);
      await relayAll(use());
      expect(await prune([id])).to.equal(1);
    });

    it("takes nothing from a job that waited for it", async () => {
      const target = await start(use());
      const waiting = await submit(use(), { dependsOn: [target.job.id] });
      await stageAll(use());
      await settle(use(), target, ends.succeed);
      await relayAll(use());
      await prune([target.job.id]);
      await pruneLeftovers(use());
      await stageAll(use());
      expect((await theJob(use(), waiting.id)).state).to.equal("queued");
      await relayAll(use());
      await prune([target.job.id]);
      expect(await use().getJob({ id: target.job.id })).to.equal(null);
    });

    it("leaves the job that a re-run names until the re-run has ended", async () => {
      const id = await succeeded();
      const rerun = await submit(use(), { rerunOf: id, queue: "reruns" });
      expect(await prune([id])).to.equal(0);
      const claimed = await claimAgain(use(), rerun);
      expect(await prune([id])).to.equal(0);
      await settle(use(), claimed, ends.succeed);
      await relayAll(use());
      expect(await prune([id])).to.equal(1);
      expect((await theJob(use(), rerun.id)).rerunOf).to.equal(id);
    });

    it("hides a job with a long log at once, and removes it in portions", async () => {
      const id = await succeeded({}, 2500);
      expect(await prune([id])).to.equal(1);
      expect(await use().getJob({ id })).to.equal(null);
      expect(await use().readLog({ id, after: 0, limit: 10 })).to.deep.equal([]);
      expect((await use().countJobs()).counts).to.deep.equal([]);
      await pruneLeftovers(use());
      expect(await use().getJob({ id })).to.equal(null);
    });

    it("removes a job once, however many ask at once", async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, () => succeeded()));
      const removed = await Promise.all([prune(ids), prune(ids), prune(ids)]);
      expect(removed.reduce((sum, each) => sum + each, 0)).to.equal(20);
      expect(await prune(ids)).to.equal(0);
    });

    it("leaves of a retry and a removal at the same moment one, and never half a job", async () => {
      const outcomes = new Set<string>();
      for (let round = 0; round < 30; round++) {
        const job = await aJobIn(use(), "failed");
        const { id } = job;
        await relayAll(use());
        // A head start of so many round trips, as nobody knows how many a removal takes.
        const retryAfter = async (pings: number) => {
          for (let n = 0; n < pings; n++) await use().ping();
          await use().controlJob({ id, cause: "retry", traceparent: null });
        };
        const first = round % 6 === 0 ? retryAfter(0) : undefined;
        await Promise.all([prune([id]), first ?? retryAfter((round % 6) - 1)]);
        await pruneLeftovers(use());
        const left = await use().getJob({ id });
        outcomes.add(left?.state ?? "gone");
        if (left === null) continue;
        expect(left.state).to.equal("queued");
        expect(await eventTypesOf(use(), id)).to.deep.equal([
          "created",
          "queued",
          "started",
          "failed",
          "requeued",
        ]);
        await settle(use(), await claimAgain(use(), left), ends.succeed);
        expect((await theJob(use(), id)).state).to.equal("succeeded");
      }
      expect([...outcomes]).to.include.members(["gone", "queued"]);
    });
  });
}
