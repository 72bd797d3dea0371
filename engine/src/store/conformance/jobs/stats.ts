import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import type { Store } from "../../store.ts";
import { aJobIn, submit } from "../helpers.ts";

export function statsSuite(use: () => Store): void {
  describe("countJobs", () => {
    it("counts nothing in an empty store", async () => {
      expect(await use().countJobs()).to.deep.equal([]);
    });

    it("counts by template and state", async () => {
      for (const state of jobStates) await aJobIn(use(), state);
      await submit(use(), { template: { name: "part", version: 2 } });
      await submit(use(), { template: { name: "part", version: 3 } });
      const expected = [
        ...jobStates.map((state) => ({ template: "greet", state, count: 1 })),
        { template: "part", state: "queued", count: 2 },
      ];
      expect(await use().countJobs()).to.have.deep.members(expected);
    });
  });
}
