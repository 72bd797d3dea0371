import { expect } from "chai";
import type { Store } from "../../store.ts";
import { claimAgain, ends, everything, oops, settle, stageAll, start } from "../helpers.ts";

export function attemptsSuite(use: () => Store): void {
  const attemptsOf = async (id: string) => (await use().listAttempts({ id, limit: 100 })).items;

  describe("listAttempts", () => {
    it("shows the running attempt", async () => {
      const { job } = await start(use(), {}, { workerId: "worker-7" });
      const running = {
        attempt: 1,
        state: "running",
        startedAt: job.startedAt,
        finishedAt: null,
        workerId: "worker-7",
        exitCode: null,
      };
      expect(await attemptsOf(job.id)).to.deep.equal([{ ...running, error: null }]);
    });

    it("shows how each attempt ended", async () => {
      const first = await start(use(), {}, { leaseMs: -1 });
      await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      await settle(use(), await claimAgain(use(), first.job), ends.failNow);
      await stageAll(use());
      await settle(use(), await claimAgain(use(), first.job), ends.release);
      await settle(
        use(),
        await claimAgain(use(), first.job, { workerId: "worker-2" }),
        ends.succeed,
      );
      const attempts = await attemptsOf(first.job.id);
      expect(attempts.map(({ attempt, state }) => [attempt, state])).to.deep.equal([
        [1, "superseded"],
        [2, "failed"],
        [3, "released"],
        [3, "succeeded"],
      ]);
      expect(attempts[1]).to.deep.include({ exitCode: 7, error: oops });
      expect(attempts[3]).to.deep.include({ exitCode: 0, error: null, workerId: "worker-2" });
      for (const { startedAt, finishedAt } of attempts)
        expect(Date.parse(finishedAt ?? "")).to.be.at.least(Date.parse(startedAt));
    });

    it("shows a cancelled attempt", async () => {
      const { job } = await start(use());
      await use().controlJob({ id: job.id, cause: "cancel", traceparent: null });
      expect((await attemptsOf(job.id)).map(({ state }) => state)).to.deep.equal(["cancelled"]);
    });

    it("shows a poisoned attempt as superseded", async () => {
      const { job } = await start(use(), { onLost: "never" }, { leaseMs: -1 });
      await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      expect((await attemptsOf(job.id)).map(({ state }) => state)).to.deep.equal(["superseded"]);
    });

    it("pages without gaps or repeats", async () => {
      let claimed = await start(use());
      for (let n = 0; n < 4; n++) {
        await settle(use(), claimed, ends.failNow);
        await stageAll(use());
        claimed = await claimAgain(use(), claimed.job);
      }
      for (const limit of [1, 2, 4, 5]) {
        const attempts = await everything((cursor) =>
          use().listAttempts({ id: claimed.job.id, limit, cursor }),
        );
        expect(attempts.map(({ attempt }) => attempt)).to.deep.equal([1, 2, 3, 4, 5]);
        expect(attempts.at(-1)?.state).to.equal("running");
      }
    });

    it("is empty for a job that never ran", async () => {
      expect(await use().listAttempts({ id: "nobody", limit: 10 })).to.deep.equal({
        items: [],
        next: null,
      });
    });
  });
}
