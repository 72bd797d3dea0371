import type { CreateSchedule, Schedule } from "@formwork/contracts/schedule";
import { expect } from "chai";
import { ann } from "../testing/an-engine.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { aClock, schedulesOn } from "./testing/schedules-on.ts";

const minuteMs = 60_000;
/** Yesterday: slots of then are kept, and their jobs are due. */
const day = new Date(Date.now() - 24 * 60 * minuteMs).toISOString().slice(0, 10);

describe("the lists of schedules", () => {
  onEachStore((use) => {
    let clock: ReturnType<typeof aClock>;
    let one: Awaited<ReturnType<typeof schedulesOn>>;
    beforeEach(async () => {
      clock = aClock(`${day}T10:00:30Z`);
      one = await schedulesOn(use(), clock);
    });
    afterEach(() => one.stop());

    const create = (input: Partial<CreateSchedule> = {}) =>
      one.schedules.create({
        ...ann,
        input: { template: "greet", payload: { name: "Bob" }, every: "10m", ...input },
      });
    const names = ({ items }: { items: Schedule[] }) => items.map(({ name }) => name);

    it("find by words of name, template and tags", async () => {
      await create({ name: "Nightly export", tags: ["finance"] });
      await create({ name: "Hourly ping", every: "1h" });
      const find = async (q: string) => names(await one.schedules.list({ ...ann, q, limit: 10 }));
      expect(await find("EXPORT night")).to.deep.equal(["Nightly export"]);
      expect(await find("fin greet")).to.deep.equal(["Nightly export"]);
      expect(await find("greet")).to.deep.equal(["Nightly export", "Hourly ping"]);
      expect(await find("nothing")).to.deep.equal([]);
    });

    it("find each match once over the pages of a search, and never more than asked for", async () => {
      for (let n = 0; n < 30; n++)
        await create({ name: n % 7 === 0 ? `seven ${n}` : `other ${n}` });
      const found: string[] = [];
      let cursor: string | undefined;
      for (;;) {
        const page = await one.schedules.list({ ...ann, q: "seven", limit: 3, cursor });
        expect(page.items.length).to.be.at.most(3);
        found.push(...names(page));
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(found.toSorted()).to.deep.equal(
        [0, 7, 14, 21, 28].map((n) => `seven ${n}`).toSorted(),
      );
    });

    it("find those that Formwork paused, not those that a person did", async () => {
      const refused = await create({ name: "refused" });
      const byHand = await create({ name: "by hand", version: 1 });
      await one.schedules.pause({ ...ann, id: byHand.id, reason: "holidays" });
      await create({ name: "made paused", version: 1, enabled: false });
      await one.publish({
        payload: { type: "object", required: ["city"], properties: { city: { type: "string" } } },
      });
      clock.add(10 * minuteMs);
      await one.fire();
      const paused = async () =>
        names(await one.schedules.list({ ...ann, attention: true, limit: 10 }));
      expect(await paused()).to.deep.equal(["refused"]);
      await one.schedules.change({ ...ann, id: refused.id, input: { payload: { city: "Rome" } } });
      await one.schedules.resume({ ...ann, id: refused.id });
      expect(await paused()).to.deep.equal([]);
    });

    it("find those that missed slots since a time, the latest first", async () => {
      const since = async (at: number) =>
        names(await one.schedules.list({ ...ann, missedSince: at, limit: 10 }));
      await create({ name: "never", every: "1d" });
      await create({ name: "early", misfire: "skip" });
      const start = clock.now();
      clock.add(25 * minuteMs);
      await one.fire();
      expect(await since(start)).to.deep.equal(["early"]);
      const noticed = clock.now();
      await create({ name: "late", misfire: "skip" });
      clock.add(25 * minuteMs);
      await one.fire();
      expect(await since(start)).to.have.members(["early", "late"]);
      expect(await since(clock.now() + 1)).to.deep.equal([]);
      const [{ lastMissedAt }] = (await one.schedules.list({ ...ann, q: "late", limit: 1 }))
        .items as [Schedule];
      expect(Date.parse(lastMissedAt ?? "")).to.be.above(noticed);
    });

    it("show the last results: jobs of slots and triggers, and slots without a job", async () => {
      const schedule = await create({ misfire: "skip" });
      const other = await create({ every: "1d" });
      clock.add(10 * minuteMs);
      await one.fire();
      const [job] = (
        await one.jobs.list({ query: { schedule: schedule.id }, sort: "runAt", limit: 1 })
      ).items;
      await one.jobs.cancel({ ...ann, id: job?.id ?? "" });
      clock.add(25 * minuteMs);
      await one.fire();
      const triggered = await one.schedules.trigger({ ...ann, id: schedule.id });
      const { items } = await one.schedules.results({
        ...ann,
        ids: [other.id, schedule.id, "none", schedule.id],
      });
      expect(items.map(({ id }) => id)).to.deep.equal([other.id, schedule.id]);
      expect(items[0]).to.deep.include({ results: [], missed: 0 });
      expect(items[1]?.missed).to.equal(2);
      expect(items[1]?.results.map(({ outcome, jobId }) => [outcome, jobId])).to.deep.equal([
        ["cancelled", job?.id],
        ["missed", null],
        ["missed", null],
        ["queued", triggered.id],
      ]);
    });

    it("show the last 20 results, the oldest first", async () => {
      const { id } = await create({ every: "1m", overlap: "allow" });
      for (let n = 0; n < 25; n++) {
        clock.add(minuteMs);
        await one.fire();
      }
      const [shown] = (await one.schedules.results({ ...ann, ids: [id] })).items;
      expect(shown?.results).to.have.length(20);
      expect(shown?.results.at(-1)?.at).to.equal(`${day}T10:25:30.000Z`);
    });
  });
});
