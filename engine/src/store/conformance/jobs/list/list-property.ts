import type { Job } from "@formwork/contracts/job";
import { jobSorts } from "@formwork/contracts/job-query";
import { type JobState, jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import { aNewJob } from "../../../../testing/a-new-job.ts";
import type { Store } from "../../../store.ts";
import type { Counted, JobCount, JobFilter, NewJob } from "../../../verbs/job-store.ts";
import type { LookBound } from "../../../verbs/look-bound.ts";
import { claim, ends, everything, hour, settle, submit } from "../../helpers.ts";

const templates = ["a", "b", "c", "d"];
const queues = ["q0", "q1", "q2"];
const owners = ["ada", "bob"];
const tags = ["x", "y", "z"];
const jobCount = 60;

/** Any filter of states, templates, queues, tags, owner, schedule and dismissal, alone and together. */
const filters: fc.Arbitrary<JobFilter> = fc.record(
  {
    state: fc.subarray<JobState>([...jobStates], { minLength: 1 }),
    template: fc.subarray([...templates, "none"], { minLength: 1 }),
    notTemplate: fc.subarray([...templates, "none"]),
    queue: fc.subarray([...queues, "none"], { minLength: 1 }),
    tag: fc.subarray([...tags, "none"], { minLength: 1, maxLength: 2 }),
    createdBy: fc.constantFrom(...owners, "nobody"),
    schedule: fc.constantFrom("nightly", "never"),
    dismissed: fc.boolean(),
    finishedFrom: fc.constantFrom(0, Date.now() - hour, Date.now() + hour),
    finishedTo: fc.constantFrom(1, Date.now() + hour),
  },
  { requiredKeys: [] },
);

/** Bounds of so few jobs that most pages end early. */
const bounds: fc.Arbitrary<LookBound> = fc
  .integer({ min: 1, max: 40 })
  .map((jobs) => ({ jobs, ms: Number.POSITIVE_INFINITY }));

export function listPropertySuite(use: () => Store): void {
  /** Stores jobs of every state, with many equal values; returns all of them. */
  async function fill(): Promise<Job[]> {
    const jobs = Array.from({ length: jobCount }, (_, n) => aMixedJob(n));
    await use().insertJobs({ jobs: jobs.slice(0, 40) });
    await use().insertJobs({ jobs: jobs.slice(40) });
    const claimed = await claim(use(), { limit: 34 });
    for (const [n, one] of claimed.entries()) {
      const end = [ends.succeed, ends.succeed, ends.exhaust, ends.failLater][n % 5];
      if (end !== undefined) await settle(use(), one, end);
    }
    const control = (n: number, cause: "cancel" | "dismiss") =>
      use().controlJob({ id: claimed[n]?.job.id ?? "", cause, traceparent: null });
    await control(4, "cancel");
    await control(9, "cancel");
    await control(2, "dismiss");
    await use().changeJob({
      id: (await submit(use())).id,
      change: { queue: "q2" },
      traceparent: null,
    });
    return everything((cursor) =>
      use().findJobs({ filter: {}, sort: "createdAt", limit: 100, cursor }),
    );
  }

  describe("lists and counts of any filter", () => {
    it("are those of a naive look at every job, in any order and page by page", async function () {
      this.timeout(60_000);
      const all = await fill();
      await fc.assert(
        fc.asyncProperty(
          filters,
          fc.constantFrom(...jobSorts),
          fc.integer({ min: 1, max: 30 }),
          fc.option(bounds, { nil: undefined }),
          async (filter, sort, limit, bound) => {
            const wanted = all.filter((job) => matches(job, filter)).sort(inOrder(sort));
            const listed = await everything((cursor) =>
              use().findJobs({ filter, sort, limit, cursor, bound }),
            );
            expect(listed.map(({ id }) => id)).to.deep.equal(wanted.map(({ id }) => id));
            expect(sumOf(await use().countJobs({ filter }))).to.equal(wanted.length);
            const some = await use().countJobs({ filter, bound });
            expect(sumOf(some)).to.be.at.most(wanted.length);
            if (some.isComplete) expect(sumOf(some)).to.equal(wanted.length);
          },
        ),
        { numRuns: 100 },
      );
    });
  });
}

function sumOf({ counts }: Counted<JobCount>): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

function aMixedJob(n: number): NewJob {
  return aNewJob({
    template: { name: templates[(n * 7) % 4] ?? "", version: 1 },
    queue: queues[(n * 5) % 3] ?? "",
    createdBy: owners[n % 2] ?? "",
    scheduleId: n % 6 === 0 ? "nightly" : null,
    tags: tags.filter((_, index) => (n >> index) % 2 === 1),
    priority: n % 4,
    runAt: n % 5 === 0 ? Date.now() + hour + (n % 3) : Date.now() - hour + (n % 4),
  });
}

function matches(job: Job, filter: JobFilter): boolean {
  const { state, template, notTemplate, queue, tag, createdBy, schedule, dismissed } = filter;
  const { finishedFrom, finishedTo } = filter;
  const finishedAt = job.finishedAt === null ? Number.NaN : Date.parse(job.finishedAt);
  return (
    (state?.includes(job.state) ?? true) &&
    (template?.includes(job.template.name) ?? true) &&
    notTemplate?.includes(job.template.name) !== true &&
    (queue?.includes(job.queue) ?? true) &&
    (tag?.every((one) => job.tags.includes(one)) ?? true) &&
    (createdBy === undefined || job.createdBy === createdBy) &&
    (schedule === undefined || job.scheduleId === schedule) &&
    (dismissed === undefined || (job.dismissedAt !== null) === dismissed) &&
    (finishedFrom === undefined || finishedAt >= finishedFrom) &&
    (finishedTo === undefined || finishedAt < finishedTo)
  );
}

/** Orders jobs as lists do, those without an end before all others. */
function inOrder(sort: (typeof jobSorts)[number]): (a: Job, b: Job) => number {
  const key = sort.replace("-", "") as "createdAt" | "runAt" | "priority" | "finishedAt";
  const direction = sort.startsWith("-") ? -1 : 1;
  const compare = <T extends string | number>(a: T, b: T) => Number(a > b) - Number(a < b);
  return (a, b) => direction * (compare(a[key] ?? "", b[key] ?? "") || compare(a.id, b.id));
}
