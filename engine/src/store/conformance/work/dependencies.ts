import type { JobState } from "@formwork/contracts/states";
import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import {
  aJobIn,
  ends,
  eventTypesOf,
  hour,
  settle,
  stageAll,
  start,
  submit,
  theJob,
} from "../helpers.ts";

export function dependenciesSuite(use: () => Store): void {
  const stateOf = async (id: string): Promise<JobState> => (await theJob(use(), id)).state;
  const cancel = (id: string) => use().controlJob({ id, cause: "cancel", traceparent: null });

  describe("dependencies", () => {
    it("keep a job scheduled until its target has succeeded", async () => {
      const target = await start(use());
      const waiting = await submit(use(), { dependsOn: [target.job.id] });
      expect(waiting).to.deep.include({ state: "scheduled", seq: 1, dependsOn: [target.job.id] });
      await stageAll(use());
      expect(await stateOf(waiting.id)).to.equal("scheduled");
      await settle(use(), target, ends.succeed);
      await stageAll(use());
      expect(await stateOf(waiting.id)).to.equal("queued");
    });

    it("keep a job scheduled until all targets have succeeded", async () => {
      const targets = [await start(use()), await start(use()), await start(use())];
      const waiting = await submit(use(), { dependsOn: targets.map(({ job }) => job.id) });
      for (const target of targets) {
        expect(await stateOf(waiting.id)).to.equal("scheduled");
        await settle(use(), target, ends.succeed);
        await stageAll(use());
      }
      expect(await stateOf(waiting.id)).to.equal("queued");
    });

    it("let one target queue many jobs", async () => {
      const target = await start(use());
      const waiting = await use().insertJobs({
        jobs: Array.from({ length: 30 }, () => aNewJob({ dependsOn: [target.job.id] })),
      });
      await settle(use(), target, ends.succeed);
      let moved = 0;
      for (let more = -1; more !== 0; moved += more) more = await use().stageJobs({ limit: 10 });
      expect(moved).to.equal(waiting.length);
      expect((await use().countJobs()).counts).to.deep.include({
        template: "greet",
        state: "queued",
        count: 30,
      });
    });

    it("are met by targets that have already succeeded", async () => {
      const target = await aJobIn(use(), "succeeded");
      const waiting = await submit(use(), { dependsOn: [target.id] });
      await stageAll(use());
      expect(await stateOf(waiting.id)).to.equal("queued");
    });

    it("may lie in the same batch, in any order", async () => {
      const target = aNewJob();
      const waiting = aNewJob({ dependsOn: [target.id] });
      await use().insertJobs({ jobs: [waiting, target] });
      await stageAll(use());
      expect(await stateOf(waiting.id)).to.equal("scheduled");
      await cancel(target.id);
      await stageAll(use());
      expect(await stateOf(waiting.id)).to.equal("cancelled");
    });

    it("count once when named twice", async () => {
      const target = await aJobIn(use(), "succeeded");
      const waiting = await submit(use(), { dependsOn: [target.id, target.id] });
      await stageAll(use());
      expect(await stateOf(waiting.id)).to.equal("queued");
    });

    it("do not make a job due before its time", async () => {
      const target = await aJobIn(use(), "succeeded");
      const waiting = await submit(use(), { dependsOn: [target.id], runAt: Date.now() + hour });
      await stageAll(use());
      expect(await stateOf(waiting.id)).to.equal("scheduled");
    });

    for (const end of ["failed", "cancelled"] as const) {
      it(`cancel the waiting job when a target is ${end}`, async () => {
        const target = await aJobIn(use(), end);
        const other = await start(use());
        const waiting = await submit(use(), { dependsOn: [target.id, other.job.id] });
        await stageAll(use());
        const job = await theJob(use(), waiting.id);
        expect(job.state).to.equal("cancelled");
        expect(job.error).to.include({ reason: "dependency" });
        expect(job.finishedAt).to.be.a("string");
        expect(await eventTypesOf(use(), waiting.id)).to.deep.equal(["created", "cancelled"]);
      });

      it(`run the waiting job when a target is ${end} and it asked for that`, async () => {
        const target = await aJobIn(use(), end);
        const waiting = await submit(use(), { dependsOn: [target.id], onDependencyFailure: "run" });
        await stageAll(use());
        expect(await stateOf(waiting.id)).to.equal("queued");
      });
    }

    it("cancel a job once, however many of its targets failed", async () => {
      const targets = [
        await aJobIn(use(), "failed"),
        await aJobIn(use(), "cancelled"),
        await aJobIn(use(), "failed"),
      ];
      const waiting = await submit(use(), { dependsOn: targets.map(({ id }) => id) });
      expect(await use().stageJobs({ limit: 10 })).to.equal(1);
      expect(await eventTypesOf(use(), waiting.id)).to.deep.equal(["created", "cancelled"]);
    });

    it("treat a target that does not exist as failed", async () => {
      const target = await aJobIn(use(), "succeeded");
      await use().deleteJob({ id: target.id, traceparent: null });
      const waiting = await submit(use(), { dependsOn: [target.id] });
      await stageAll(use());
      expect(await stateOf(waiting.id)).to.equal("cancelled");
    });

    for (const [end, state] of [
      ["succeeded", "queued"],
      ["failed", "cancelled"],
    ] as const)
      it(`count as they ended when a target that ${end} is deleted before it is noticed`, async () => {
        const target = await start(use());
        const waiting = await submit(use(), { dependsOn: [target.job.id] });
        await stageAll(use());
        await settle(use(), target, end === "failed" ? ends.exhaust : ends.succeed);
        await use().deleteJob({ id: target.job.id, traceparent: null });
        await stageAll(use());
        expect(await stateOf(waiting.id)).to.equal(state);
      });

    it("cancel a whole chain", async () => {
      const first = await submit(use());
      const second = await submit(use(), { dependsOn: [first.id] });
      const third = await submit(use(), { dependsOn: [second.id] });
      await cancel(first.id);
      await stageAll(use());
      expect([await stateOf(second.id), await stateOf(third.id)]).to.deep.equal([
        "cancelled",
        "cancelled",
      ]);
    });
  });
}
