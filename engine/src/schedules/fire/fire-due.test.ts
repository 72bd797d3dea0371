import type { CreateSchedule, Schedule } from "@formwork/contracts/schedule";
import { expect } from "chai";
import fc from "fast-check";
import { ann } from "../../testing/an-engine.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { aClock, schedulesOn } from "../testing/schedules-on.ts";

type Process = Awaited<ReturnType<typeof schedulesOn>>;

const minuteMs = 60_000;
/** Yesterday: late enough for slots to be kept, and so early that all jobs are due. */
const day = new Date(Date.now() - 24 * 60 * minuteMs).toISOString().slice(0, 10);

describe("fireDueSchedules", () => {
  onEachStore((use) => {
    let clock: ReturnType<typeof aClock>;
    let one: Process;
    let other: Process;
    beforeEach(async () => {
      clock = aClock(`${day}T10:00:30Z`);
      one = await schedulesOn(use(), clock);
      other = await schedulesOn(use(), clock);
    });
    afterEach(() => Promise.all([one.stop(), other.stop()]));

    const create = (input: Partial<CreateSchedule> = {}) =>
      one.schedules.create({
        ...ann,
        input: { template: "greet", payload: { name: "Bob" }, every: "10m", ...input },
      });
    const get = ({ id }: Pick<Schedule, "id">) => one.schedules.get({ id });
    const slotsOf = async ({ id }: Schedule) =>
      (await one.schedules.slots({ id, limit: 500 })).items.toReversed();
    const timesOf = async (schedule: Schedule, outcome = "fired") =>
      (await slotsOf(schedule))
        .filter((slot) => slot.outcome === outcome)
        .map(({ at }) => at.slice(11, 16));
    const jobsOf = async ({ id }: Schedule) =>
      (await one.jobs.list({ query: { schedule: id }, sort: "runAt", limit: 500 })).items;
    const cancel = async (id: string) => one.jobs.cancel({ ...ann, id });

    it("makes one job per slot, at its time, with the payload of the schedule", async () => {
      const schedule = await create({ tags: ["nightly"], cron: "*/5 * * * *", every: undefined });
      expect(schedule).to.include({ nextRunAt: `${day}T10:05:00.000Z`, state: "active" });
      expect(await one.fire()).to.equal(0);
      clock.set(`${day}T10:05:01Z`);
      expect(await one.fire()).to.equal(1);
      expect(await one.fire()).to.equal(0);
      const [job, ...rest] = await jobsOf(schedule);
      expect(rest).to.deep.equal([]);
      expect(job).to.deep.include({
        ...{ scheduleId: schedule.id, createdBy: "ann", tags: ["nightly"], state: "queued" },
        ...{ payload: { name: "Bob", times: 1 }, runAt: `${day}T10:05:00.000Z` },
      });
      expect(await get(schedule)).to.include({
        ...{ nextRunAt: `${day}T10:10:00.000Z`, lastJobId: job?.id },
        lastRunAt: `${day}T10:05:00.000Z`,
      });
      expect(one.events.at(-1)).to.deep.include({ type: "schedule.fired", subject: schedule.id });
    });

    it("fires each slot once, however two processes take turns", async () => {
      const schedule = await create({ every: "10s", overlap: "allow" });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom("one", "other", "both"), { minLength: 1, maxLength: 4 }),
          fc.integer({ min: 1, max: 45 }),
          async (turns, seconds) => {
            clock.add(seconds * 1000);
            for (const turn of turns)
              await Promise.all(
                [one, other]
                  .filter((_, index) => turn === "both" || turn === ["one", "other"][index])
                  .map(({ fire }) => fire()),
              );
          },
        ),
        { numRuns: 6 },
      );
      clock.add(5000);
      for (let again = 0; again < 3; again++) await Promise.all([one.fire(), other.fire()]);
      const times = (await jobsOf(schedule)).map(({ runAt }) => Date.parse(runAt));
      const count = Math.floor((clock.now() - Date.parse(schedule.createdAt)) / 10_000);
      const expected = Array.from(
        { length: count },
        (_, index) => Date.parse(schedule.createdAt) + (index + 1) * 10_000,
      );
      expect(times).to.deep.equal(expected);
    });

    it("finishes the slot of a process that stopped before it made the job", async () => {
      const schedule = await create();
      clock.add(10 * minuteMs);
      let goOn = () => {};
      const stopped = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const store = use();
      let reached = () => {};
      const atWork = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const frozen = other.fire({
        store: {
          ...store,
          insertJobs: async (params) => {
            reached();
            await stopped;
            return store.insertJobs(params);
          },
        },
      });
      await atWork;
      expect(await one.fire()).to.equal(0);
      expect(await jobsOf(schedule)).to.have.length(0);
      clock.add(5000);
      expect(await one.fire()).to.equal(1);
      goOn();
      await frozen;
      expect(await jobsOf(schedule)).to.have.length(1);
      expect(await timesOf(schedule)).to.have.length(1);
      expect((await get(schedule)).nextRunAt).to.equal(`${day}T10:20:30.000Z`);
    });

    it("leaves missed slots out, and lists them, with misfire skip", async () => {
      const schedule = await create({ misfire: "skip" });
      clock.add(125 * minuteMs);
      expect(await one.fire()).to.equal(1);
      expect(await timesOf(schedule)).to.deep.equal([]);
      expect(await timesOf(schedule, "missed")).to.have.length(12);
      expect((await get(schedule)).nextRunAt).to.equal(`${day}T12:10:30.000Z`);
      const news = one.events.at(-1);
      expect(news?.type).to.equal("schedule.missed");
      expect(news?.data).to.have.property("slots").with.length(12);
    });

    it("fires once for all missed slots with misfire fireOnce", async () => {
      const schedule = await create({ overlap: "allow" });
      clock.add(125 * minuteMs);
      await Promise.all([one.fire(), other.fire()]);
      await one.fire();
      expect(await timesOf(schedule)).to.deep.equal(["12:00"]);
      expect(await timesOf(schedule, "missed")).to.have.length(11);
      expect(await jobsOf(schedule)).to.have.length(1);
      clock.add(6 * minuteMs);
      await one.fire();
      expect(await timesOf(schedule)).to.deep.equal(["12:00", "12:10"]);
    });

    it("fires every slot of the window, up to the limit, with misfire fireAll", async () => {
      const schedule = await create({ misfire: "fireAll", overlap: "allow" });
      const few = await create({ misfire: "fireAll", misfireLimit: 2, every: "1m" });
      clock.add(125 * minuteMs);
      await Promise.all([one.fire(), other.fire()]);
      for (let again = 0; again < 3; again++) await one.fire();
      expect(await timesOf(schedule)).to.deep.equal([
        ...["11:10", "11:20", "11:30", "11:40", "11:50", "12:00"],
      ]);
      expect(await timesOf(schedule, "missed")).to.have.length(6);
      expect(await timesOf(few)).to.deep.equal(["12:04", "12:05"]);
      // They make up for missed ones, and do not run at once.
      const [first, second] = await jobsOf(few);
      expect(second?.dependsOn).to.deep.equal([first?.id]);
    });

    it("fires the last slots of very many", async () => {
      const once = await create({ every: "1s" });
      const all = await create({ every: "1s", misfire: "fireAll", misfireLimit: 3 });
      clock.add(7 * 60 * minuteMs);
      for (let again = 0; again < 3; again++) await one.fire();
      expect((await jobsOf(once)).map(({ runAt }) => runAt.slice(11, 19))).to.deep.equal([
        "17:00:30",
      ]);
      expect((await jobsOf(all)).map(({ runAt }) => runAt.slice(11, 19))).to.deep.equal([
        ...["17:00:28", "17:00:29", "17:00:30"],
      ]);
      expect(await timesOf(once, "missed")).to.have.length(100);
    });

    it("fires without an end of waiting after a pause, and nothing while paused", async () => {
      const schedule = await create();
      await one.schedules.pause({ ...ann, id: schedule.id, reason: "maintenance" });
      expect(await get(schedule)).to.include({
        ...{ state: "paused", enabled: false, nextRunAt: null },
        ...{ pausedReason: "maintenance", pausedBy: "ann" },
      });
      clock.add(60 * minuteMs);
      expect(await one.fire()).to.equal(0);
      const resumed = await one.schedules.resume({ ...ann, id: schedule.id });
      expect(resumed).to.include({ state: "active", nextRunAt: `${day}T11:10:30.000Z` });
      expect(await slotsOf(schedule)).to.deep.equal([]);
    });

    it("leaves a slot out while an earlier job has not ended, with overlap skip", async () => {
      const schedule = await create();
      for (let slot = 0; slot < 2; slot++) {
        clock.add(10 * minuteMs);
        await one.fire();
      }
      expect(await timesOf(schedule)).to.deep.equal(["10:10"]);
      expect(await timesOf(schedule, "skipped")).to.deep.equal(["10:20"]);
      await cancel((await jobsOf(schedule))[0]?.id ?? "");
      clock.add(10 * minuteMs);
      await one.fire();
      expect(await timesOf(schedule)).to.deep.equal(["10:10", "10:30"]);
    });

    it("lets one job wait with queueOne, and cancels the earlier one with cancelOther", async () => {
      const queueing = await create({ overlap: "queueOne" });
      const cancelling = await create({ overlap: "cancelOther" });
      for (let slot = 0; slot < 3; slot++) {
        clock.add(10 * minuteMs);
        await one.fire();
      }
      const [first, second, ...more] = await jobsOf(queueing);
      expect(more).to.deep.equal([]);
      expect(second?.dependsOn).to.deep.equal([first?.id]);
      expect(await timesOf(queueing, "skipped")).to.deep.equal(["10:30"]);
      const states = (await jobsOf(cancelling)).map(({ state }) => state);
      expect(states).to.deep.equal(["cancelled", "cancelled", "queued"]);
    });

    it("pauses with the reason after so many failures in a row", async () => {
      const schedule = await create({ maxFailures: 2 });
      for (let slot = 0; slot < 3; slot++) {
        clock.add(10 * minuteMs);
        await one.fire();
        for (const { job, token } of await use().claimJobs({
          ...{ workerId: "w", kinds: ["remote"], limit: 1, leaseMs: 10_000 },
        })) {
          const error = { message: "no", reason: "exit" };
          await use().settleJobs({
            settlements: [{ id: job.id, token, exitCode: 1, cause: "exhaust", error }],
          });
        }
      }
      expect(await jobsOf(schedule)).to.have.length(2);
      const paused = { state: "paused", pausedReason: "2 jobs in a row failed", pausedBy: null };
      expect(await get(schedule)).to.include({ ...paused, failuresInRow: 2 });
    });

    it("pauses with the reason where the newest version refuses the payload", async () => {
      const schedule = await create();
      const pinned = await create({ version: 1 });
      await one.publish({
        payload: { type: "object", required: ["city"], properties: { city: { type: "string" } } },
      });
      clock.add(10 * minuteMs);
      await one.fire();
      const { state, pausedReason } = await get(schedule);
      expect(state).to.equal("paused");
      expect(pausedReason).to.contain("city");
      expect(await timesOf(schedule, "refused")).to.deep.equal(["10:10"]);
      expect(one.events.map(({ type }) => type)).to.include("schedule.changed");
      expect(await jobsOf(pinned)).to.have.length(1);
    });

    it("ends after its one time, and at its end", async () => {
      const once = await create({ every: undefined, at: `${day}T10:01:00Z` });
      const ending = await create({ every: "1m", endsAt: `${day}T10:02:00Z` });
      clock.set(`${day}T10:01:40Z`);
      await one.fire();
      expect(await get(once)).to.include({ state: "ended", nextRunAt: null });
      expect(await get(ending)).to.include({ state: "ended", nextRunAt: null });
      expect(await jobsOf(once)).to.have.length(1);
    });

    it("gives each job the secret of the schedule, sealed for that job", async () => {
      const payload = { name: "Bob", password: "hunter2" };
      const schedule = await create({ payload });
      expect(schedule.payload.password).to.match(/^••••••/);
      clock.add(10 * minuteMs);
      await one.fire();
      const opened = async () => {
        const [claimed] = await use().claimJobs({
          ...{ workerId: "w", kinds: ["remote"], limit: 1, leaseMs: 10_000 },
        });
        const { id = "", payload: sealed = {} } = claimed?.job ?? {};
        return one.deps.secrets.open(sealed, { ownerId: id });
      };
      expect(await opened()).to.deep.include(payload);
      const edited = { ...schedule.payload, name: "Eve" };
      await one.schedules.change({
        ...{ ...ann, id: schedule.id },
        input: { payload: edited, overlap: "allow" },
      });
      clock.add(10 * minuteMs);
      await one.fire();
      expect(await opened()).to.deep.include({ ...payload, name: "Eve" });
    });

    it("moves on where the schedule was changed, or its events cleared, during the fire", async () => {
      const schedule = await create({ every: "1m", overlap: "allow" });
      const table = one.deps.schedules;
      const changedMeanwhile: Process["deps"]["schedules"] = {
        ...table,
        async replaceIf(params) {
          if (!isChanged) {
            isChanged = true;
            await other.schedules.change({
              ...{ ...ann, id: schedule.id },
              input: { name: "Renamed meanwhile" },
            });
          }
          return table.replaceIf(params);
        },
      };
      let isChanged = false;
      clock.add(minuteMs);
      await one.fire({ schedules: changedMeanwhile });
      expect(await get(schedule)).to.include({
        ...{ name: "Renamed meanwhile", nextRunAt: `${day}T10:02:30.000Z` },
        lastRunAt: `${day}T10:01:30.000Z`,
      });
      expect(await jobsOf(schedule)).to.have.length(1);
      expect(one.events.map(({ type }) => type)).to.include("schedule.fired");
    });

    it("fires once what is paused or deleted during the fire, and then no more", async () => {
      const [pausing, deleting] = [await create({ every: "1m" }), await create({ every: "1m" })];
      const store = use();
      clock.add(minuteMs);
      await one.fire({
        store: {
          ...store,
          async insertJobs(params) {
            const inserted = await store.insertJobs(params);
            for (const { scheduleId } of params.jobs)
              if (scheduleId === pausing.id)
                await other.schedules.pause({ ...ann, id: pausing.id });
              else await other.schedules.delete({ ...ann, id: deleting.id });
            return inserted;
          },
        },
      });
      await other.settle();
      clock.add(10 * minuteMs);
      await one.fire();
      expect(await jobsOf(pausing)).to.have.length(1);
      expect(await jobsOf(deleting)).to.have.length(1);
      const { state, lastJobId } = await get(pausing);
      expect([state, lastJobId]).to.deep.equal(["paused", (await jobsOf(pausing))[0]?.id]);
      expect(await one.deps.schedules.get({ id: deleting.id })).to.equal(null);
    });

    it("keeps what was due where one of many cannot be fired", async () => {
      const good = await create();
      const bad = await create();
      clock.add(10 * minuteMs);
      const failing: Process["deps"]["store"] = {
        ...use(),
        insertJobs: (params) =>
          params.jobs.some(({ scheduleId }) => scheduleId === bad.id)
            ? Promise.reject(new Error("no room"))
            : use().insertJobs(params),
      };
      const error = await one.fire({ store: failing }).catch((reason: Error) => reason.message);
      expect(error).to.equal("no room");
      expect(await jobsOf(good)).to.have.length(1);
      clock.add(5000);
      await other.fire();
      expect(await jobsOf(bad)).to.have.length(1);
    });
  });
});
