import type { Job } from "@formwork/contracts/job";
import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import { aNewJob } from "../../../../testing/a-new-job.ts";
import type { Store } from "../../../store.ts";
import type { JobCount, JobFilter, NewJob } from "../../../verbs/job-store.ts";
import { aJobIn, aWord, claim, ends, everything, settle, submit } from "../../helpers.ts";

export function statsSuite(use: () => Store): void {
  describe("countJobs", () => {
    it("counts nothing in an empty store", async () => {
      expect((await use().countJobs()).counts).to.deep.equal([]);
    });

    it("counts by template and state", async () => {
      for (const state of jobStates) await aJobIn(use(), state);
      await submit(use(), { template: { name: "part", version: 2 } });
      await submit(use(), { template: { name: "part", version: 3 } });
      const expected = [
        ...jobStates.map((state) => ({ template: "greet", state, count: 1 })),
        { template: "part", state: "queued", count: 2 },
      ];
      expect((await use().countJobs()).counts).to.have.deep.members(expected);
    });

    it("counts what the list of the same filter has", async () => {
      await use().insertJobs({ jobs: Array.from({ length: 24 }, (_, n) => aMixedJob(n)) });
      for (const claimed of await claim(use(), { limit: 9 }))
        await settle(use(), claimed, ends.succeed);
      const from = Date.now() - 1000;
      const filters: JobFilter[] = [
        { state: ["succeeded"] },
        { template: ["a", "b"] },
        { template: ["a"], state: ["queued", "succeeded"] },
        { queue: ["q1", "q2"] },
        { createdBy: "ada" },
        { schedule: "nightly" },
        { rerunOf: "first" },
        { rerunOf: "first", state: ["queued"], tag: ["even"] },
        { rerunOf: "nobody" },
        { tag: ["even"] },
        { tag: ["even", "third"] },
        { from },
        { to: from },
        { from, to: Date.now() + 1000, queue: ["q0"] },
        { payload: { "deep.n": "2" } },
        { payload: { n: "2" } },
        { words: [aWord("text-1")] },
        { words: [aWord("text-1")], tag: ["even"], state: ["queued"], payload: { "deep.n": "1" } },
        { createdBy: "nobody", words: [aWord("text")] },
      ];
      for (const filter of filters) {
        const listed = await everything((cursor) =>
          use().findJobs({ filter, sort: "-createdAt", limit: 10, cursor }),
        );
        expect(
          (await use().countJobs({ filter })).counts,
          JSON.stringify(filter),
        ).to.have.deep.members(countsOf(listed));
      }
    });

    it("ends when its caller has gone", async () => {
      await submit(use());
      const reason = new Error("gone");
      const count = use().countJobs({
        filter: { words: [aWord("x")] },
        signal: AbortSignal.abort(reason),
      });
      expect(await count.catch((error: unknown) => error)).to.equal(reason);
    });
  });
}

/** The n-th of jobs that differ in whatever a filter asks for. */
function aMixedJob(n: number): NewJob {
  return aNewJob({
    template: { name: ["a", "b", "c"][n % 3] ?? "", version: 1 },
    queue: `q${n % 4}`,
    createdBy: n % 5 === 0 ? "ada" : "bob",
    scheduleId: n % 6 === 0 ? "nightly" : null,
    rerunOf: n % 4 === 0 ? "first" : null,
    tags: [n % 2 === 0 ? "even" : "odd", ...(n % 3 === 0 ? ["third"] : [])],
    payload: { deep: { n: n % 4 }, text: `text-${n % 5}` },
  });
}

function countsOf(jobs: Job[]): JobCount[] {
  const groups = Map.groupBy(jobs, ({ template, state }) => `${template.name} ${state}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ template: first.template.name, state: first.state, count: group.length }];
  });
}
