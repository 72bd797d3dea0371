import type { FormworkEvent, ScheduleEvent } from "@formwork/contracts/events/events";
import type { CreateSchedule } from "@formwork/contracts/schedule";
import { expect } from "chai";
import { createAnnouncer } from "../../announcements/announcer.ts";
import { ann } from "../../testing/an-engine.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import type { ScheduleRow } from "../schedule-tables.ts";
import { aClock, schedulesOn } from "../testing/schedules-on.ts";
import { withNews } from "./schedule-news.ts";

type Process = Awaited<ReturnType<typeof schedulesOn>>;

const minuteMs = 60_000;
/** Yesterday, so that all jobs are due. */
const day = new Date(Date.now() - 24 * 60 * minuteMs).toISOString().slice(0, 10);

const ofSchedules = (events: FormworkEvent[]) =>
  events.filter((event): event is ScheduleEvent => event.type.startsWith("schedule."));
const shortly = ({ type, data }: ScheduleEvent) =>
  [data.seq, type.slice("schedule.".length), data.reason].join(" ");

describe("events of schedules", () => {
  onEachStore((use) => {
    let clock: ReturnType<typeof aClock>;
    let dying: Process;
    let other: Process;
    beforeEach(async () => {
      clock = aClock(`${day}T10:00:30Z`);
      dying = await schedulesOn(use(), clock);
      other = await schedulesOn(use(), clock);
    });
    afterEach(() => Promise.all([dying.stop(), other.stop()]));

    const create = async (input: Partial<CreateSchedule> = {}) => {
      const schedule = await dying.schedules.create({
        ...ann,
        input: { template: "greet", payload: { name: "Bob" }, every: "10m", ...input },
      });
      await dying.settle();
      return schedule;
    };
    /** What another process publishes of what the first one left. */
    const left = async () => {
      clock.add(2001);
      await other.announceLeft();
      return ofSchedules(other.events);
    };

    it("are published at once, numbered, and then no longer kept", async () => {
      const { id } = await create();
      await dying.schedules.pause({ ...ann, id, reason: "maintenance" });
      await dying.schedules.resume({ ...ann, id });
      await dying.settle();
      const published = ofSchedules(dying.events);
      expect(published.map(shortly), "none twice").to.deep.equal([
        ...["1 changed created", "2 changed maintenance", "3 changed resumed"],
      ]);
      expect(published.map((event) => event.id)).to.deep.equal([`${id}:1`, `${id}:2`, `${id}:3`]);
      expect(await left()).to.deep.equal([]);
    });

    it("outlive the process that stored the change, in order", async () => {
      const { id } = await create();
      dying.loseBus(true);
      await dying.schedules.pause({ ...ann, id });
      await dying.schedules.resume({ ...ann, id });
      clock.add(10 * minuteMs);
      await dying.fire();
      await dying.schedules.trigger({ ...ann, id });
      await dying.settle();
      const published = await left();
      expect(published.map(shortly)).to.deep.equal([
        ...["2 changed paused", "3 changed resumed", "4 fired ", "5 fired triggered"],
      ]);
      const [job] = (await other.jobs.list({ query: { schedule: id }, sort: "runAt", limit: 2 }))
        .items;
      expect(published[2]?.data.jobId).to.equal(job?.id);
      await other.announceLeft();
      expect(ofSchedules(other.events)).to.have.length(4);
    });

    it("are left to the process that stored them for two seconds", async () => {
      dying.loseBus(true);
      await create();
      clock.add(1999);
      await other.announceLeft();
      expect(other.events.filter(({ type }) => type === "schedule.changed")).to.deep.equal([]);
    });

    it("are published again, as they were, after a crash before they were cleared", async () => {
      dying.loseBus(true);
      const { id } = await create();
      const crashing: FormworkEvent[] = [];
      const { schedules } = dying.deps;
      const { announce } = createAnnouncer<ScheduleRow>({
        ...{ clock, where: (row) => ({ id: row.id }) },
        bus: { publish: async (events) => void crashing.push(...events) },
        table: { ...schedules, replaceIf: () => Promise.reject(new Error("killed")) },
      });
      const stored = await schedules.get({ id });
      await announce(stored === null ? [] : [stored]).catch(() => undefined);
      expect(crashing).to.have.length(1);
      expect(await left()).to.deep.equal(crashing);
    });

    it("of a deleted schedule outlive it, and nothing else of it does", async () => {
      const { id } = await create();
      dying.loseBus(true);
      await dying.schedules.delete({ ...ann, id });
      await dying.settle();
      const gone = async (call: Promise<unknown>) =>
        (await call.then(
          () => "found",
          (error) => error.code,
        )) === "schedule-not-found";
      const { schedules } = other;
      expect((await schedules.list({ ...ann, limit: 10 })).items).to.deep.equal([]);
      expect((await schedules.results({ ...ann, ids: [id] })).items).to.deep.equal([]);
      expect(await gone(schedules.get({ id }))).to.equal(true);
      expect(await gone(schedules.resume({ ...ann, id }))).to.equal(true);
      expect(await gone(schedules.trigger({ ...ann, id }))).to.equal(true);
      expect(await gone(schedules.delete({ ...ann, id }))).to.equal(true);
      expect((await left()).map(shortly)).to.deep.equal(["2 changed deleted"]);
      expect(await other.deps.schedules.get({ id })).to.equal(null);
    });

    it("say when a schedule fires whose next slot was left out", async () => {
      const { id } = await create({ cron: "*/10 * * * *", every: undefined });
      await dying.schedules.skipNext({ ...ann, id });
      await dying.settle();
      const news = ofSchedules(dying.events).slice(1);
      expect(news.map(shortly)).to.deep.equal([
        ...["2 missed Left out by ann", "3 changed next fire left out"],
      ]);
      for (const { data } of news) expect(data.nextRunAt).to.equal(`${day}T10:20:00.000Z`);
      expect(news[0]?.data.slots[0]?.at).to.equal(`${day}T10:10:00.000Z`);
    });
  });

  it("are kept up to a number, the newest ones", async () => {
    const row = { id: "s", dueAt: 0, seq: 0, unsent: [], unsentAt: null } as never;
    const many = Array.from({ length: 250 }, () => ({ type: "schedule.fired" }) as const);
    const { unsent, seq, unsentAt } = withNews(row, many, 5);
    expect([unsent?.length, unsent?.[0]?.data.seq, seq, unsentAt]).to.deep.equal([200, 51, 250, 5]);
  });
});
