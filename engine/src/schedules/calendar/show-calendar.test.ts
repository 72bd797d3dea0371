import type { CreateSchedule } from "@formwork/contracts/schedule";
import { expect } from "chai";
import { ann } from "../../testing/an-engine.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { aClock, schedulesOn } from "../testing/schedules-on.ts";

describe("the calendar of schedules", () => {
  onEachStore((use) => {
    const clock = aClock("2026-03-27T10:00:00Z");
    let one: Awaited<ReturnType<typeof schedulesOn>>;
    beforeEach(async () => {
      one = await schedulesOn(use(), clock);
    });
    afterEach(() => one.stop());

    const create = (input: Partial<CreateSchedule>) =>
      one.schedules.create({
        ...ann,
        input: { template: "greet", payload: { name: "Bob" }, ...input },
      });

    it("counts the planned starts of seven days by hour, in the zone that is asked for", async () => {
      await create({ name: "daily", cron: "30 2 * * *", timezone: "Europe/Berlin" });
      await create({ name: "often", every: "15m", startsAt: "2026-03-28T12:00:00Z" });
      const paused = await create({ name: "paused", cron: "* * * * *" });
      await one.schedules.pause({ ...ann, id: paused.id });
      const { days, partial } = await one.schedules.calendar({ ...ann, timezone: "Europe/Berlin" });
      expect(partial).to.equal(false);
      expect(days.map(({ date, starts }) => `${date} ${starts}`)).to.deep.equal([
        "2026-03-27 0",
        "2026-03-28 45",
        ...["2026-03-29 93", "2026-03-30 97", "2026-03-31 97", "2026-04-01 97", "2026-04-02 97"],
      ]);
      const [, , change] = days;
      expect(change?.hours).to.have.length(23);
      expect(change?.hours.slice(1, 3).map(({ local, starts }) => [local, starts])).to.deep.equal([
        ["2026-03-29T01:00:00+01:00", 4],
        ["2026-03-29T03:00:00+02:00", 5],
      ]);
      expect(
        change?.schedules.map(({ name, first, starts }) => [name, first, starts]),
      ).to.deep.equal([
        ["often", "2026-03-28T23:00:00.000Z", 92],
        ["daily", "2026-03-29T01:00:00.000Z", 1],
      ]);
    });

    it("counts nothing that has passed, and only the schedules of a template", async () => {
      await one.publish();
      await create({ every: "1h" });
      const { days } = await one.schedules.calendar({ ...ann, from: "2026-03-27T00:00:00Z" });
      expect(days[0]?.starts).to.equal(13);
      const other = await one.schedules.calendar({ ...ann, template: "other" });
      expect(other.days.map(({ starts }) => starts)).to.deep.equal([0, 0, 0, 0, 0, 0, 0]);
      const past = await one.schedules.calendar({ ...ann, from: "2026-01-01T00:00:00Z" });
      expect(past.days.map(({ starts }) => starts)).to.deep.equal([0, 0, 0, 0, 0, 0, 0]);
    });

    it("lists of very many schedules the first ones of a day", async () => {
      for (let n = 0; n < 52; n++) await create({ name: `n${n}`, cron: `${51 - n} 12 * * *` });
      const { days } = await one.schedules.calendar({ ...ann });
      expect(days[1]?.schedules).to.have.length(50);
      expect(days[1]).to.include({ more: 2, starts: 52 });
      const [first, second] = days[1]?.schedules ?? [];
      expect([first?.name, second?.name]).to.deep.equal(["n51", "n50"]);
      expect(second?.first).to.equal("2026-03-28T12:01:00.000Z");
    });

    it("refuses a zone that it does not know", async () => {
      const refused = await one.schedules
        .calendar({ ...ann, timezone: "Mars/Base" })
        .catch((error) => error);
      expect(refused).to.deep.include({ code: "invalid-request" });
      expect(refused.errors[0].pointer).to.equal("/timezone");
    });
  });
});
