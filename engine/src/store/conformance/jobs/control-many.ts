import { jobStates, next } from "@formwork/contracts/states";
import { expect } from "chai";
import type { Store } from "../../store.ts";
import { type ClaimedJob, noLimits } from "../../verbs/work-store.ts";
import { aJobIn, claim, endAttempt, ends, eventsOf, settle, submit, theJob } from "../helpers.ts";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

export function controlManySuite(use: () => Store): void {
  const jobsInAllStates = async () => {
    const jobs = [];
    for (const state of jobStates) jobs.push(await aJobIn(use(), state));
    return jobs;
  };
  const idsOf = (jobs: readonly { id: string }[]) => jobs.map(({ id }) => id);
  const cancel = (ids: string[]) => use().controlJobs({ ids, cause: "cancel", traceparent });

  describe("controlJobs", () => {
    for (const cause of ["cancel", "retry", "dismiss"] as const)
      it(`lets ${cause} move those whose state allows it, and says why others stay`, async () => {
        const before = await jobsInAllStates();
        const ids = [...idsOf(before), "nobody"];
        const results = await use().controlJobs({ ids, cause, actor: "ann", traceparent });
        expect(results).to.deep.equal([
          ...before.map(({ id, state }) =>
            next(state, cause) === undefined
              ? { id, outcome: "forbidden", state }
              : { id, outcome: "moved" },
          ),
          { id: "nobody", outcome: "missing" },
        ]);
        for (const job of before) {
          const state = next(job.state, cause);
          if (state === undefined) {
            expect(await theJob(use(), job.id)).to.deep.equal(job);
            continue;
          }
          expect(await theJob(use(), job.id)).to.include({ state, seq: job.seq + 1 });
          const events = await eventsOf(use(), job.id);
          expect(events.map(({ data }) => data.seq)).to.deep.equal(events.map((_, at) => at + 1));
          expect(events.at(-1)).to.include({ actor: "ann", traceparent });
        }
      });

    it("returns nothing for nothing", async () => {
      expect(await cancel([])).to.deep.equal([]);
    });

    it("makes one of many equal moves of each job at once", async () => {
      const ids = idsOf(await Promise.all(Array.from({ length: 20 }, () => submit(use()))));
      const answers = await Promise.all(Array.from({ length: 6 }, () => cancel(ids)));
      const moved = answers.flat().filter(({ outcome }) => outcome === "moved");
      expect(idsOf(moved).sort()).to.deep.equal(ids.toSorted());
      for (const id of ids) expect(await theJob(use(), id)).to.include({ seq: 3 });
    });

    it("lets one of a cancel and a settlement win for each job", async () => {
      await Promise.all(Array.from({ length: 30 }, () => submit(use())));
      const claimed = await claim(use(), { limit: 30 });
      const [results, settled] = await Promise.all([
        cancel(idsOf(claimed.map(({ job }) => job))),
        Promise.all(claimed.map((one: ClaimedJob) => settle(use(), one, ends.succeed))),
      ]);
      expect(results.map(({ outcome }) => outcome === "moved")).to.deep.equal(
        settled.map((isHeld) => !isHeld),
      );
      for (const [place, { job }] of claimed.entries())
        expect((await theJob(use(), job.id)).state).to.equal(
          settled[place] ? "succeeded" : "cancelled",
        );
    });

    it("makes room, once they have ended, for those that wait for the same keys", async () => {
      const keys = ["a", "a", "b", "b", "c", "c", "c"];
      const limits = { a: 1, b: 1, c: 2 } as Record<string, number>;
      for (const key of keys)
        await submit(use(), { concurrency: { key, limit: limits[key] ?? 1 } });
      const running = await claim(use());
      expect(running).to.have.length(4);
      expect(await claim(use())).to.have.length(0);
      await cancel(idsOf(running.map(({ job }) => job)));
      expect(await claim(use())).to.have.length(0);
      for (const one of running) expect(await endAttempt(use(), one)).to.equal(true);
      expect(await claim(use())).to.have.length(3);
    });

    it("gives their owner's places to others once they have ended", async () => {
      const limits = { ...noLimits, perOwner: 2 };
      for (let count = 0; count < 5; count++) await submit(use(), { createdBy: "bob" });
      const first = await claim(use(), { limits });
      expect(first).to.have.length(2);
      expect(await claim(use(), { limits })).to.have.length(0);
      await cancel(idsOf(first.map(({ job }) => job)));
      expect(await claim(use(), { limits })).to.have.length(0);
      for (const one of first) await endAttempt(use(), one);
      expect(await claim(use(), { limits })).to.have.length(2);
    });
  });

  describe("deleteJobs", () => {
    it("removes those that have ended, and says why others stay", async () => {
      const before = await jobsInAllStates();
      const ids = ["nobody", ...idsOf(before)];
      const hasEnded = (state: string) => ["succeeded", "failed", "cancelled"].includes(state);
      expect(await use().deleteJobs({ ids, traceparent })).to.deep.equal([
        { id: "nobody", outcome: "missing" },
        ...before.map(({ id, state }) =>
          hasEnded(state) ? { id, outcome: "moved" } : { id, outcome: "forbidden", state },
        ),
      ]);
      const left = before.filter(({ state }) => !hasEnded(state));
      expect(await use().knownJobs({ ids })).to.have.deep.members(
        left.map(({ id, state, createdBy, template }) => ({
          ...{ id, state, createdBy, template: template.name },
        })),
      );
      const again = await use().deleteJobs({ ids: idsOf(before), traceparent });
      expect(again.filter(({ outcome }) => outcome === "missing")).to.have.length(3);
    });

    it("resolves the dependencies on jobs that it removes", async () => {
      const target = await aJobIn(use(), "succeeded");
      const failed = await aJobIn(use(), "failed");
      const waiting = await submit(use(), { dependsOn: [target.id] });
      const lost = await submit(use(), { dependsOn: [failed.id] });
      await use().deleteJobs({ ids: [target.id, failed.id], traceparent });
      while ((await use().stageJobs({ limit: 100 })) > 0);
      expect((await theJob(use(), lost.id)).state).to.equal("cancelled");
      expect(["queued", "cancelled"]).to.include((await theJob(use(), waiting.id)).state);
    });
  });
}
