import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import { noLimits } from "../../verbs/work-store.ts";
import { claim, ends, settle, stageAll, submit } from "../helpers.ts";

export function waitFactsSuite(use: () => Store): void {
  const facts = async (id: string) =>
    (await use().waitFacts({ id, maxAhead: 3, maxHolders: 2 })) ?? expect.fail("no such job");

  describe("waitFacts", () => {
    it("knows no job that does not exist", async () => {
      expect(await use().waitFacts({ id: "none", maxAhead: 3, maxHolders: 2 })).to.equal(null);
    });

    it("counts the jobs before it in its line, up to a bound", async () => {
      const ids = ["a", "b", "c", "d", "e", "f"];
      await use().insertJobs({ jobs: ids.map((id) => aNewJob({ id, kind: "http" })) });
      await submit(use(), { id: "urgent", kind: "http", priority: 9 });
      await submit(use(), { kind: "http", queue: "other" });
      await submit(use(), { kind: "command" });
      const ahead = async (id: string) => (await facts(id)).ahead;
      expect(await ahead("urgent")).to.equal(0);
      expect(await ahead("a")).to.equal(1);
      expect(await ahead("b")).to.equal(2);
      expect(await ahead("f")).to.equal(4);
      expect((await facts("b")).kind).to.equal("http");
    });

    it("names who holds its concurrency key, and that it is parked for it", async () => {
      const concurrency = { key: "k", limit: 1 };
      await submit(use(), { id: "a", concurrency });
      await claim(use());
      await submit(use(), { id: "b", concurrency });
      expect(await facts("b")).to.deep.include({
        ...{ parkedFor: null, keyHolders: ["a"], key: { name: "k", limit: 1 } },
      });
      await claim(use());
      expect(await facts("b")).to.deep.include({ parkedFor: "key", keyHolders: ["a"], ahead: 0 });
    });

    it("says that it is parked for its owner", async () => {
      for (const id of ["a", "b", "c"]) await submit(use(), { id, createdBy: "ada" });
      await claim(use(), { limits: { ...noLimits, perOwner: 1 } });
      expect(await facts("c")).to.deep.include({ parkedFor: "owner", ahead: 1 });
    });

    it("names the jobs that it depends on and that have not ended", async () => {
      await submit(use(), { id: "a" });
      await submit(use(), { id: "b", queue: "other" });
      await submit(use(), { id: "after", dependsOn: ["a", "b"] });
      await stageAll(use());
      expect((await facts("after")).openTargets).to.have.members(["a", "b"]);
      expect((await facts("after")).ahead).to.equal(null);
      const [first] = await claim(use(), { queues: ["default"] });
      await settle(use(), first ?? expect.fail(), ends.succeed);
      await stageAll(use());
      expect((await facts("after")).openTargets).to.deep.equal(["b"]);
    });
  });
}
