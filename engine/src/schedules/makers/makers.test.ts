import type { CreateSchedule, Schedule } from "@formwork/contracts/schedule";
import { expect } from "chai";
import { ann } from "../../testing/an-engine.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { aClock, schedulesOn } from "../testing/schedules-on.ts";
import type { Maker } from "./makers.ts";
import { pauseOfMaker } from "./pause-of-maker.ts";

/** Yesterday, so that all jobs are due. */
const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const bob = { ...ann, principal: { ...ann.principal, id: "bob", email: "bob@example.org" } };
const disabled = "ann@example.org, who made it, is disabled";

describe("The maker of a schedule", () => {
  onEachStore((use) => {
    let clock: ReturnType<typeof aClock>;
    let one: Awaited<ReturnType<typeof schedulesOn>>;
    /** What becomes of a look-up of Ann; everybody else may all. */
    let asAnn: Maker;
    beforeEach(async () => {
      asAnn = { principal: ann.principal };
      clock = aClock(`${day}T10:00:30Z`);
      const maker = async (id: string): Promise<Maker> =>
        id === "ann" ? asAnn : { principal: bob.principal };
      one = await schedulesOn(use(), clock, { maker });
    });
    afterEach(() => one.stop());

    const create = (by = ann, input: Partial<CreateSchedule> = {}) =>
      one.schedules.create({
        ...by,
        input: { template: "greet", payload: { name: "Bob" }, cron: "*/5 * * * *", ...input },
      });
    const get = ({ id }: Schedule) => one.schedules.get({ id });
    const makersOfJobs = async ({ id }: Schedule) =>
      (await one.jobs.list({ query: { schedule: id }, sort: "runAt", limit: 9 })).items.map(
        ({ createdBy }) => createdBy,
      );
    async function disableAnn() {
      asAnn = { fault: disabled };
      await pauseOfMaker(one.deps, "ann");
    }

    it("takes its schedules along when it is disabled, and those of nobody else", async () => {
      const [first, second] = [await create(), await create()];
      const other = await create(bob);
      await disableAnn();
      for (const schedule of [first, second])
        expect(await get(schedule)).to.include({
          ...{ enabled: false, state: "paused", pausedReason: disabled, nextRunAt: null },
        });
      expect(await get(other)).to.include({ enabled: true });
      clock.set(`${day}T10:05:01Z`);
      expect(await one.fire()).to.equal(1);
      expect(await makersOfJobs(other)).to.deep.equal(["bob"]);
    });

    it("takes them along whatever became of others that it made", async () => {
      const [gone, kept] = [await create(), await create()];
      await one.schedules.delete({ ...ann, id: gone.id });
      await disableAnn();
      expect(await get(kept)).to.include({ enabled: false, pausedReason: disabled });
    });

    it("leaves alone what somebody takes over meanwhile", async () => {
      const schedule = await create();
      await disableAnn();
      await one.schedules.resume({ ...bob, id: schedule.id });
      await pauseOfMaker(one.deps, "ann");
      expect(await get(schedule)).to.include({ enabled: true, createdBy: "bob" });
    });

    it("finds them paused when it is enabled again", async () => {
      const schedule = await create();
      await disableAnn();
      asAnn = { principal: ann.principal };
      await pauseOfMaker(one.deps, "ann");
      expect(await get(schedule)).to.include({ enabled: false, pausedReason: disabled });
    });

    it("keeps the reason that a person gave for a pause", async () => {
      const schedule = await create();
      await one.schedules.pause({ ...ann, id: schedule.id, reason: "moving house" });
      await disableAnn();
      expect(await get(schedule)).to.include({ pausedReason: "moving house" });
    });

    it("is looked at when one is due, also where nobody has paused it", async () => {
      const schedule = await create();
      asAnn = { fault: disabled };
      clock.set(`${day}T10:05:01Z`);
      await one.fire();
      expect(await get(schedule)).to.include({ enabled: false, pausedReason: disabled });
      expect(await makersOfJobs(schedule)).to.deep.equal([]);
    });

    it("fires nothing of a template that it may only see", async () => {
      const schedule = await create();
      const barred = { fromSeeing: [], fromRunning: ["greet"] };
      asAnn = { principal: { ...ann.principal, role: "operator", barred } };
      clock.set(`${day}T10:05:01Z`);
      await one.fire();
      const { enabled, pausedReason } = await get(schedule);
      expect(enabled).to.equal(false);
      expect(pausedReason).to.contain("may not run greet any more");
      expect(await makersOfJobs(schedule)).to.deep.equal([]);
    });

    it("is followed by who resumes one that it may not run any more", async () => {
      const schedule = await create();
      await disableAnn();
      expect(await one.schedules.resume({ ...bob, id: schedule.id })).to.include({
        ...{ enabled: true, pausedReason: null, createdBy: "bob" },
      });
      clock.set(`${day}T10:05:01Z`);
      await one.fire();
      expect(await makersOfJobs(schedule)).to.deep.equal(["bob"]);
    });

    it("gets no job made while it is disabled, by whomever, nor before the pause", async () => {
      const [paused, due] = [await create(), await create()];
      asAnn = { fault: disabled };
      await one.schedules.pause({ ...bob, id: paused.id });
      const window = { from: `${day}T09:00:00Z`, to: `${day}T10:00:00Z` };
      for (const { id } of [paused, due])
        for (const run of [
          () => one.schedules.trigger({ ...bob, id }),
          () => one.schedules.backfill({ ...bob, id, input: window }),
        ]) {
          const error = await run().catch((thrown: unknown) => thrown);
          expect(error).to.include({ code: "schedule-not-active" });
          expect(String(error)).to.contain(disabled).and.contain("resume");
        }
      for (const schedule of [paused, due]) expect(await makersOfJobs(schedule)).to.deep.equal([]);
      const skipped = one.schedules.skipNext({ ...bob, id: paused.id });
      expect(await skipped.catch((error: unknown) => error)).to.include({
        code: "schedule-not-active",
      });
    });

    it("is who resumed it, in whose name it is then triggered and backfilled", async () => {
      const schedule = await create();
      await disableAnn();
      await one.schedules.resume({ ...bob, id: schedule.id });
      await one.schedules.trigger({ ...ann, id: schedule.id });
      const window = { from: `${day}T09:00:00Z`, to: `${day}T09:05:00Z` };
      await one.schedules.backfill({ ...bob, id: schedule.id, input: window });
      expect(await makersOfJobs(schedule)).to.deep.equal(["bob", "bob"]);
    });

    it("stays its maker when somebody else pauses, resumes and triggers it", async () => {
      const schedule = await create();
      await one.schedules.pause({ ...bob, id: schedule.id });
      expect(await one.schedules.resume({ ...bob, id: schedule.id })).to.include({
        ...{ enabled: true, createdBy: "ann" },
      });
      await one.schedules.trigger({ ...bob, id: schedule.id });
      expect(await makersOfJobs(schedule)).to.deep.equal(["ann"]);
    });
  });
});
