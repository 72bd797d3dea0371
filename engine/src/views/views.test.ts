import { maxSavedViews } from "@formwork/contracts/saved-view";
import { expect } from "chai";
import { systemClock } from "../runtime/clock.ts";
import { refusal } from "../store/conformance/helpers.ts";
import { ann } from "../testing/an-engine.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { createViews } from "./create-views.ts";
import { viewsTable } from "./view-table.ts";
import type { Views } from "./views.ts";

const bob = { ...ann, principal: { ...ann.principal, id: "bob" } };

describe("Saved views", () => {
  onEachStore((use) => {
    let views: Views;
    beforeEach(() => {
      views = createViews({ views: use().table(viewsTable), clock: systemClock });
    });
    const save = (name: string, query = "state=failed", caller = ann) =>
      views.create({ ...caller, input: { name, query } });
    const namesOf = async (caller = ann) =>
      (await views.list(caller)).items.map(({ name }) => name);

    it("are listed by name, each person's own", async () => {
      await save("nightly");
      const made = await save("  Failed today ", "state=failed&sort=-finishedAt");
      await save("Bob's", "", bob);
      expect(made).to.include({ name: "Failed today", query: "state=failed&sort=-finishedAt" });
      expect(await namesOf()).to.deep.equal(["Failed today", "nightly"]);
      expect(await namesOf(bob)).to.deep.equal(["Bob's"]);
    });

    it("have different names, whatever their case", async () => {
      await save("Mine");
      const { code, errors } = await refusal(save("mine"));
      expect(code).to.equal("view-exists");
      expect(errors?.[0]?.pointer).to.equal("/name");
      await save("mine", "", bob);
      const other = await save("Other");
      const renamed = views.change({ ...ann, id: other.id, input: { name: "MINE" } });
      expect((await refusal(renamed)).code).to.equal("view-exists");
    });

    it("are renamed, given other filters, and removed by their owner alone", async () => {
      const { id, createdAt } = await save("Mine");
      const changed = await views.change({ ...ann, id, input: { name: "mine" } });
      expect(changed).to.deep.equal({ id, name: "mine", query: "state=failed", createdAt });
      const wider = await views.change({ ...ann, id, input: { query: "tag=a" } });
      expect(wider).to.include({ name: "mine", query: "tag=a" });
      const foreign = views.change({ ...bob, id, input: { name: "x" } });
      expect((await refusal(foreign)).code).to.equal("view-not-found");
      expect((await refusal(views.remove({ ...bob, id }))).code).to.equal("view-not-found");
      await views.remove({ ...ann, id });
      expect(await namesOf()).to.deep.equal([]);
      expect((await refusal(views.remove({ ...ann, id }))).code).to.equal("view-not-found");
    });

    it("are so many at most", async () => {
      for (let count = 0; count < maxSavedViews; count++) await save(`view ${count}`);
      expect((await refusal(save("one more"))).code).to.equal("too-many-views");
    });
  });
});
