import { expect } from "chai";
import type { Store } from "../../store.ts";
import type { ClaimedJob } from "../../verbs/work-store.ts";
import { claim, claimAgain, endAttempt, ends, hour, settle, start, submit } from "../helpers.ts";

const lines = [{ stream: "stdout" as const, text: "cleaning up", at: Date.now() }];

/** What holds between the cancel of a running attempt and the end of its processes. */
export function endingsSuite(use: () => Store): void {
  const control = (id: string, cause: "cancel" | "retry") =>
    use().controlJob({ id, cause, traceparent: null });
  async function aCancelled(given: Parameters<typeof start>[1] = {}): Promise<ClaimedJob> {
    const claimed = await start(use(), given);
    await control(claimed.job.id, "cancel");
    return claimed;
  }
  const claimOf = ({ job }: ClaimedJob) => claim(use(), { queues: [job.queue] });

  describe("a cancelled attempt that has not ended", () => {
    it("holds up the retry of its job", async () => {
      const cancelled = await aCancelled();
      await control(cancelled.job.id, "retry");
      expect(await claimOf(cancelled)).to.deep.equal([]);
      expect(await endAttempt(use(), cancelled)).to.equal(true);
      expect((await claimAgain(use(), cancelled.job)).job).to.include({ attempt: 2 });
    });

    it("holds up a job that was put off, moved and brought back", async () => {
      const cancelled = await aCancelled();
      const { id } = cancelled.job;
      const change = (change: object) => use().changeJob({ id, change, traceparent: null });
      await control(id, "retry");
      await change({ runAt: Date.now() + hour });
      await change({ priority: 9, queue: "other" });
      await change({ runAt: null });
      await use().stageJobs({ limit: 10 });
      expect(await claim(use(), { queues: ["other"] })).to.deep.equal([]);
      await endAttempt(use(), cancelled);
      await use().stageJobs({ limit: 10 });
      expect(await claim(use(), { queues: ["other"] })).to.have.length(1);
    });

    it("counts in the limits of its queue and owner", async () => {
      const cancelled = await aCancelled({ queue: "red", createdBy: "ada" });
      await submit(use(), { queue: "red", createdBy: "bob" });
      await submit(use(), { queue: "blue", createdBy: "ada" });
      const limits = { paused: [], queues: { red: 1 }, perOwner: 1 };
      expect(await claim(use(), { limits })).to.deep.equal([]);
      await endAttempt(use(), cancelled);
      await use().stageJobs({ limit: 10, perOwner: 1 });
      expect(await claim(use(), { limits })).to.have.length(2);
    });

    it("may write to the log until it ends", async () => {
      const cancelled = await aCancelled();
      const lease = { id: cancelled.job.id, token: cancelled.token };
      expect(await use().appendLog({ ...lease, lines })).to.have.nested.property("0.attempt", 1);
      expect(await use().appendLog({ ...lease, token: "guessed", lines })).to.equal(null);
      await control(lease.id, "retry");
      expect(await use().appendLog({ ...lease, lines })).to.have.nested.property("0.offset", 2);
      await endAttempt(use(), cancelled);
      expect(await use().appendLog({ ...lease, lines })).to.equal(null);
    });

    it("keeps its exit code, and makes no event of it", async () => {
      const cancelled = await aCancelled();
      const before = await use().getJob({ id: cancelled.job.id });
      expect(await endAttempt(use(), { ...cancelled, token: "guessed" }, 1)).to.equal(false);
      expect(await endAttempt(use(), cancelled, 3)).to.equal(true);
      expect(await endAttempt(use(), cancelled, 4)).to.equal(false);
      expect(await use().getJob({ id: cancelled.job.id })).to.deep.equal(before);
      const { items } = await use().listAttempts({ id: cancelled.job.id, limit: 9 });
      expect(items.map(({ state, exitCode }) => [state, exitCode])).to.deep.equal([
        ["cancelled", 3],
      ]);
    });

    it("cannot be deleted with its job", async () => {
      const cancelled = await aCancelled();
      const remove = () => use().deleteJob({ id: cancelled.job.id, traceparent: null });
      expect(await remove()).to.include({ outcome: "forbidden" });
      await endAttempt(use(), cancelled);
      expect(await remove()).to.include({ outcome: "moved" });
    });

    it("has ended when its worker is known to be gone", async () => {
      const cancelled = await aCancelled();
      await control(cancelled.job.id, "retry");
      await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      expect(await claimOf(cancelled), "its lease holds for an hour").to.deep.equal([]);
      await use().rescueJobs({ limit: 10, maxCrashes: 3, workerIds: ["another"] });
      expect(await claimOf(cancelled)).to.deep.equal([]);
      await use().rescueJobs({ limit: 10, maxCrashes: 3, workerIds: ["worker-1"] });
      expect(await claimOf(cancelled)).to.have.length(1);
    });
  });

  describe("jobs of workers that are gone", () => {
    it("are taken back before their leases end, and no others", async () => {
      const lost = await start(use(), {}, { workerId: "gone" });
      const other = await start(use(), {}, { workerId: "alive" });
      const rescued = await use().rescueJobs({ limit: 10, maxCrashes: 3, workerIds: ["gone"] });
      expect(rescued).to.deep.equal([{ id: lost.job.id, state: "queued", traceparent: null }]);
      expect(await settle(use(), lost, ends.succeed)).to.equal(false);
      expect(await settle(use(), other, ends.succeed)).to.equal(true);
    });
  });
}
