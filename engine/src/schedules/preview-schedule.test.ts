import type { CreateSchedule } from "@formwork/contracts/schedule";
import { expect } from "chai";
import { DomainError } from "../errors.ts";
import { ann } from "../testing/an-engine.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { aClock, schedulesOn } from "./testing/schedules-on.ts";

const bob = { ...ann, principal: { ...ann.principal, id: "bob" } };

describe("previewSchedule of a stored schedule", () => {
  onEachStore((use) => {
    const clock = aClock("2026-03-27T10:00:00Z");
    let one: Awaited<ReturnType<typeof schedulesOn>>;
    beforeEach(async () => {
      clock.set("2026-03-27T10:00:00Z");
      one = await schedulesOn(use(), clock);
    });
    afterEach(() => one.stop());

    const create = (input: Partial<CreateSchedule> = {}) =>
      one.schedules.create({
        ...ann,
        input: {
          ...{ template: "greet", payload: { name: "Bob", password: "hunter2" } },
          ...{ cron: "30 2 * * *", timezone: "Europe/Berlin", ...input },
        },
      });
    const refusal = (work: Promise<unknown>) =>
      work.then(
        () => expect.fail("was not refused"),
        (error) => (error instanceof DomainError ? error : expect.fail(String(error))),
      );

    it("says that no fire is left where it begins at the end of the times", async () => {
      const from = "9999-12-31T12:00:00Z";
      for (const input of [{ every: "1h" }, { cron: "0 0 * * *" }, { cron: "0 0 29 2 *" }]) {
        const { code, errors } = await refusal(
          one.schedules.preview({ ...ann, input: { ...input, from } }),
        );
        expect([code, errors?.[0]?.pointer]).to.deep.equal(["invalid-request", "/from"]);
        expect(errors?.[0]?.message).to.contain("before the year 10000");
      }
    });

    it("keeps the secrets that handles stand for, in what its maker changes too", async () => {
      const { id, payload } = await create();
      const preview = (name: string) =>
        one.schedules.preview({
          ...ann,
          input: {
            ...{ schedule: id, every: "1h", count: 1 },
            ...{ template: "greet", payload: { ...payload, name } },
          },
        });
      for (const name of ["Bob", "Eve"]) {
        const { payload: shown } = await preview(name);
        expect(shown).to.include({ name, times: 1 });
        expect(shown?.password).to.match(/^•{6}/);
      }
    });

    it("keeps them for somebody else in an unchanged payload only", async () => {
      const { id, payload } = await create();
      const preview = (changed: object) =>
        one.schedules.preview({
          ...bob,
          input: { schedule: id, template: "greet", payload: { ...payload, ...changed } },
        });
      expect((await preview({})).payload).to.include({ name: "Bob" });
      const { code, errors } = await refusal(preview({ name: "Eve" }));
      expect([code, errors?.[0]?.pointer]).to.deep.equal(["invalid-payload", "/payload/password"]);
    });

    it("takes no handle without the schedule, or of another one", async () => {
      const { payload } = await create();
      const other = await create({ payload: { name: "Ann", password: "other" } });
      for (const schedule of [undefined, other.id]) {
        const input = { cron: "0 0 * * *", template: "greet", payload };
        const given = { ...input, ...(schedule === undefined ? {} : { schedule }) };
        const { code } = await refusal(one.schedules.preview({ ...ann, input: given }));
        expect(code).to.equal("invalid-payload");
      }
    });

    it("fires as stored where no time is given, with its payload where a template is", async () => {
      const { id } = await create();
      const { items, payload } = await one.schedules.preview({
        ...ann,
        input: { schedule: id, template: "greet", count: 3 },
      });
      expect(items.map(({ local, dst }) => [local, dst])).to.deep.equal([
        ["2026-03-28T02:30:00+01:00", null],
        ["2026-03-29T03:00:00+02:00", "gap"],
        ["2026-03-30T02:30:00+02:00", null],
      ]);
      expect(payload).to.include({ name: "Bob" });
    });

    it("goes on counting an interval that is not changed", async () => {
      const { id } = await create({ cron: undefined, every: "1h" });
      clock.add(25 * 60_000);
      const first = async (every: string) =>
        (
          await one.schedules.preview({
            ...ann,
            input: { schedule: id, every, timezone: "Europe/Berlin", count: 1 },
          })
        ).items[0]?.at;
      expect(await first("1h")).to.equal("2026-03-27T11:00:00.000Z");
      expect(await first("2h")).to.equal("2026-03-27T12:25:00.000Z");
    });

    it("refuses an id that no schedule has", async () => {
      const { code } = await refusal(
        one.schedules.preview({ ...ann, input: { schedule: "none", every: "1h" } }),
      );
      expect(code).to.equal("schedule-not-found");
    });
  });
});
