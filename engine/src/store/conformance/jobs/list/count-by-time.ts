import type { Job } from "@formwork/contracts/job";
import { expect } from "chai";
import { aNewJob } from "../../../../testing/a-new-job.ts";
import { createTimeCounts } from "../../../steps/time-counts.ts";
import type { Store } from "../../../store.ts";
import type { JobFilter, TimeCountQuery } from "../../../verbs/job-store.ts";
import { aWord, claim, ends, everything, hour, settle } from "../../helpers.ts";

export function countByTimeSuite(use: () => Store): void {
  describe("countByTime", () => {
    it("counts nothing in an empty store", async () => {
      expect((await use().countByTime(aQuery({}))).counts).to.deep.equal([]);
    });

    it("counts what the list of the same filter has, with the same durations", async () => {
      await someHistory(use());
      const filters: JobFilter[] = [
        {},
        { template: ["a"] },
        { queue: ["q1", "q2"], template: ["a", "b"] },
        { createdBy: "ada" },
        { tag: ["even"] },
        { state: ["succeeded", "queued"] },
        { rerunOf: "first" },
        { payload: { n: "2" } },
        { words: [aWord("text-1")] },
        { createdBy: "nobody" },
      ];
      for (const by of ["createdAt", "finishedAt"] as const)
        for (const filter of filters)
          expect(
            (await use().countByTime(aQuery({ by, filter, stepMs: 7 }))).counts,
            JSON.stringify({ by, filter }),
          ).to.have.deep.members(await countsOf(use(), { by, filter, stepMs: 7 }));
    });

    it("counts within its times alone: from the first on, before the second", async () => {
      await someHistory(use());
      const all = await listed(use(), {});
      for (const by of ["createdAt", "finishedAt"] as const) {
        const times = all.flatMap((job) => timeOf(job, by) ?? []).sort((a, b) => a - b);
        const [from = 0, to = 0] = [times[2], times.at(-2)];
        const counts = (await use().countByTime(aQuery({ by, from, to }))).counts;
        const sum = counts.reduce((total, { count }) => total + count, 0);
        expect(sum, by).to.equal(times.filter((at) => at >= from && at < to).length);
      }
    });

    it("ends when its caller has gone", async () => {
      const reason = new Error("gone");
      const count = use().countByTime({ ...aQuery({}), signal: AbortSignal.abort(reason) });
      expect(await count.catch((error: unknown) => error)).to.equal(reason);
    });
  });
}

function aQuery(given: Partial<TimeCountQuery>): TimeCountQuery {
  const now = Date.now();
  return {
    ...{ by: "finishedAt", from: now - hour, to: now + hour, stepMs: 60_000, filter: {} },
    ...given,
  };
}

async function someHistory(store: Store): Promise<void> {
  const jobs = Array.from({ length: 24 }, (_, n) =>
    aNewJob({
      template: { name: ["a", "b", "c"][n % 3] ?? "", version: 1 },
      queue: `q${n % 4}`,
      createdBy: n % 5 === 0 ? "ada" : "bob",
      rerunOf: n % 4 === 0 ? "first" : null,
      tags: [n % 2 === 0 ? "even" : "odd"],
      payload: { n: n % 4, text: `text-${n % 5}` },
      runAt: n % 7 === 0 ? Date.now() - 1000 * n : null,
    }),
  );
  await store.insertJobs({ jobs });
  const claimed = await claim(store, { limit: 18 });
  for (const [n, one] of claimed.entries()) {
    if (n % 3 === 0) await settle(store, one, ends.exhaust);
    else if (n % 3 === 1) await settle(store, one, ends.succeed);
    else await store.controlJob({ id: one.job.id, cause: "cancel", traceparent: null });
  }
}

function listed(store: Store, filter: JobFilter): Promise<Job[]> {
  return everything((cursor) => store.findJobs({ filter, sort: "-createdAt", limit: 10, cursor }));
}

async function countsOf(
  store: Store,
  { by, filter, stepMs }: Pick<TimeCountQuery, "by" | "filter" | "stepMs">,
) {
  const counts = createTimeCounts(stepMs);
  for (const job of await listed(store, filter)) {
    const at = timeOf(job, by);
    const { queue, state, startedAt } = job;
    if (at === null) continue;
    counts.add({
      ...{ at, template: job.template.name, queue, state, runAt: Date.parse(job.runAt) },
      createdAt: Date.parse(job.createdAt),
      startedAt: startedAt === null ? null : Date.parse(startedAt),
      finishedAt: timeOf(job, "finishedAt"),
    });
  }
  return counts.list();
}

function timeOf(job: Job, by: TimeCountQuery["by"]): number | null {
  const text = job[by];
  return text === null ? null : Date.parse(text);
}
