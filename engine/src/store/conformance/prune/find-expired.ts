import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import type { Store } from "../../store.ts";
import { aJobIn, ends, hour, settle, start } from "../helpers.ts";
import { aPolicy, keepNothing } from "./kept.ts";

export function findExpiredSuite(use: () => Store): void {
  type Wanted = Parameters<Store["findExpiredJobs"]>[0];
  const find = (given: Partial<Wanted> = {}) =>
    use().findExpiredJobs({ policy: keepNothing, state: "succeeded", limit: 10, ...given });
  const idsOf = async (given: Partial<Wanted> = {}) => (await find(given)).jobs.map(({ id }) => id);

  async function succeeded(template: string): Promise<string> {
    const claimed = await start(use(), { template: { name: template, version: 1 } });
    await settle(use(), claimed, ends.succeed);
    return claimed.job.id;
  }

  describe("findExpiredJobs", () => {
    it("finds jobs of the state that were kept for long enough, and none that has not ended", async () => {
      for (const state of jobStates) await aJobIn(use(), state);
      const found = await find();
      expect(found.jobs.map(({ state }) => state)).to.deep.equal(["succeeded"]);
      const job = await use().getJob({ id: found.jobs[0]?.id ?? "" });
      expect(found.jobs[0]).to.deep.equal({
        id: job?.id,
        template: "greet",
        state: "succeeded",
        finishedAt: Date.parse(job?.finishedAt ?? ""),
      });
      expect(found.next).to.equal(null);
      for (const state of ["failed", "cancelled"] as const)
        expect(await idsOf({ state })).to.have.length(1);
    });

    it("finds none that is too young, or is kept for ever", async () => {
      await aJobIn(use(), "succeeded");
      expect(await idsOf({ policy: aPolicy({ succeeded: hour }) })).to.deep.equal([]);
      expect(await idsOf({ policy: aPolicy() })).to.deep.equal([]);
      expect(await idsOf({ policy: aPolicy({ failed: -hour }) })).to.deep.equal([]);
    });

    it("lets a template keep its jobs longer, shorter or for ever", async () => {
      const [a, b] = [await succeeded("a"), await succeeded("b")];
      const policyOf = (general: number | null, own: number | null) =>
        aPolicy({ succeeded: general, templates: { b: { succeeded: own } } });
      expect(await idsOf({ policy: policyOf(-hour, null) })).to.deep.equal([a]);
      expect(await idsOf({ policy: policyOf(-hour, hour) })).to.deep.equal([a]);
      expect(await idsOf({ policy: policyOf(hour, -hour) })).to.deep.equal([b]);
      expect(await idsOf({ policy: policyOf(null, -hour) })).to.deep.equal([b]);
    });

    it("takes no template for one that is named like a property of every object", async () => {
      const id = await succeeded("constructor");
      expect(await idsOf()).to.deep.equal([id]);
    });

    it("goes through them by creation, page by page, and the other way round", async () => {
      const ids: string[] = [];
      for (let n = 0; n < 5; n++) ids.push(await succeeded(n % 2 === 0 ? "even" : "odd"));
      for (const newestFirst of [false, true]) {
        const found: string[] = [];
        let after: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof find>> = await find({
            after,
            limit: 2,
            newestFirst,
          });
          found.push(...page.jobs.map(({ id }) => id));
          after = page.next;
        } while (after !== null);
        expect(found).to.deep.equal(newestFirst ? ids.toReversed() : ids);
      }
    });

    it("goes on behind jobs that are kept", async () => {
      for (let n = 0; n < 3; n++) await succeeded("kept");
      const id = await succeeded("other");
      const policy = aPolicy({ succeeded: -hour, templates: { kept: { succeeded: null } } });
      const page = await find({ policy, limit: 3 });
      expect(page.jobs).to.deep.equal([]);
      expect(await idsOf({ policy, limit: 3, after: page.next })).to.deep.equal([id]);
    });
  });
}
