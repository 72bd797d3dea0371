import type { JobError } from "@formwork/contracts/job";
import { expect } from "chai";
import { dismissedGroup, errorHash, openGroup } from "../../errors/error-group.ts";
import type { Store } from "../../store.ts";
import type { JobFilter, NewJob } from "../../verbs/job-store.ts";
import {
  aJobIn,
  aWord,
  claimAgain,
  ends,
  eventsOf,
  everything,
  hour,
  refusal,
  settle,
  stageAll,
  start,
  theJob,
} from "../helpers.ts";

const thrown = (message: string): JobError => ({ message, reason: "thrown" });

/** Groups of failed jobs, and what leaves them. */
export function errorsSuite(use: () => Store): void {
  describe("the groups of failed jobs", () => {
    const fail = async (message: string, given: Partial<NewJob> = {}) => {
      const claimed = await start(use(), given);
      await use().settleJobs({
        settlements: [
          {
            id: claimed.job.id,
            token: claimed.token,
            ...{ cause: "exhaust", exitCode: 1, error: thrown(message) },
          },
        ],
      });
      return theJob(use(), claimed.job.id);
    };
    const groupsOf = (filter: JobFilter = {}, sort: "-lastAt" | "-count" = "-count") =>
      everything((cursor) =>
        use().findErrors({ filter, sort, since: [0, Date.now() + hour], limit: 2, cursor }),
      );
    const countsOf = async (filter: JobFilter = {}) =>
      (await groupsOf(filter)).map(({ group, count }) => [group.split(":")[0], count]);
    const groupOf = (message: string, template = "greet") =>
      openGroup(template, errorHash(thrown(message)));
    const dismiss = (id: string) => use().controlJob({ id, cause: "dismiss", traceparent: null });

    it("are by template and by what errors have in common", async () => {
      const template = { name: "other", version: 1 };
      const [first] = [await fail("Row 1 is gone"), await fail("Row 22 is gone")];
      const last = await fail("Row 333 is gone");
      await fail("Row 4 is locked");
      await fail("Row 5 is gone", { template });
      await Promise.all(
        (["queued", "succeeded", "cancelled"] as const).map((s) => aJobIn(use(), s)),
      );
      const groups = await groupsOf();
      expect(groups.map(({ group, count }) => ({ group, count }))).to.deep.equal([
        { group: groupOf("Row 1 is gone"), count: 3 },
        ...[groupOf("Row 4 is locked"), groupOf("Row 5 is gone", "other")]
          .sort()
          .map((group) => ({ group, count: 1 })),
      ]);
      expect(groups[0]).to.deep.include({
        firstAt: Date.parse(first?.finishedAt ?? ""),
        lastAt: Date.parse(last.finishedAt ?? ""),
        sampleId: last.id,
        error: thrown("Row 333 is gone"),
        since: [3, 0],
      });
      expect(last.errorKey).to.equal(groupOf("Row 1 is gone"));
    });

    it("come with those first that failed last, page by page", async () => {
      for (const word of ["alpha", "beta", "gamma", "delta", "omega"]) await fail(word);
      const groups = await groupsOf({}, "-lastAt");
      expect(groups.map(({ error }) => error?.message)).to.deep.equal([
        "omega",
        "delta",
        "gamma",
        "beta",
        "alpha",
      ]);
      const { next } = await use().findErrors({ filter: {}, sort: "-lastAt", since: [], limit: 1 });
      const cursor = String(next);
      const first = await use().findErrors({ filter: {}, sort: "-count", since: [], limit: 1 });
      expect(first).to.include({ groups: 5, jobs: 5 });
      const other = use().findErrors({ filter: {}, sort: "-count", since: [], limit: 1, cursor });
      expect((await refusal(other)).code).to.equal("invalid-request");
    });

    it("take every filter of the list", async () => {
      const template = { name: "other", version: 1 };
      const one = await fail("Row 1 is gone", {
        ...{
          template,
          tags: ["red"],
          createdBy: "ann",
          payload: { host: "web-1" },
          summary: "blue",
        },
      });
      await fail("Row 2 is gone");
      const filters: JobFilter[] = [
        { template: ["other"] },
        { notTemplate: ["greet"] },
        { tag: ["red"] },
        { createdBy: "ann" },
        { queue: [one.queue] },
        { payload: { host: "web-1" } },
        { words: [aWord("blue")] },
        { template: ["other"], state: ["failed"] },
        { errorGroup: [groupOf("Row 1 is gone", "other")] },
      ];
      for (const filter of filters)
        expect(await countsOf(filter), JSON.stringify(filter)).to.deep.equal([["other", 1]]);
      for (const filter of [{ from: Date.now() + hour }, { to: 1 }, { template: ["none"] }])
        expect(await countsOf(filter), JSON.stringify(filter)).to.deep.equal([]);
    });

    describe("of more jobs than may be looked at", () => {
      const within = (jobs: number, filter: JobFilter = {}) =>
        use().findErrors({
          ...{ filter, sort: "-count", since: [0], limit: 10 },
          bound: { jobs, ms: Number.POSITIVE_INFINITY },
        });
      const countsWithin = async (jobs: number, filter: JobFilter = {}) => {
        const { items, ...rest } = await within(jobs, filter);
        const counts = items.map(({ error, count, since }) => [error?.message, count, since[0]]);
        return { counts, ...rest };
      };

      it("are those of the jobs that were made last, and say that there may be more", async () => {
        for (const word of ["alpha", "beta", "gamma", "gamma"]) await fail(word);
        expect(await countsWithin(3)).to.deep.equal({
          ...{ next: null, groups: 2, jobs: 3, isComplete: false },
          counts: [
            ["gamma", 2, 2],
            ["beta", 1, 1],
          ],
        });
        expect(await countsWithin(4)).to.include({ groups: 3, jobs: 4, isComplete: true });
      });

      it("name the job that was made last, and are read page by page", async () => {
        for (const word of ["alpha", "beta", "beta"]) await fail(word);
        const last = await fail("alpha");
        await fail("beta");
        const read = (cursor?: string) =>
          use().findErrors({
            ...{ filter: {}, sort: "-count", since: [], limit: 1, cursor },
            bound: { jobs: 4, ms: Number.POSITIVE_INFINITY },
          });
        const first = await read();
        expect(first.items[0]).to.include({ count: 3 });
        const second = await read(first.next ?? undefined);
        expect(second.items[0]).to.include({ count: 1, sampleId: last.id });
        expect(second.next).to.equal(null);
      });

      it("are all there where the jobs beyond the bound are dismissed", async () => {
        await fail("alpha");
        for (let n = 0; n < 3; n++) await dismiss((await fail("beta")).id);
        expect(await countsWithin(2)).to.deep.include({
          ...{ counts: [["alpha", 1, 1]], isComplete: true },
        });
      });

      it("take every filter", async () => {
        for (let n = 0; n < 3; n++) await fail("Row 2 is gone");
        const given = { tags: ["red"], createdBy: "ann", payload: { host: "web-1" } };
        await fail("Row 1 is gone", { ...given, summary: "blue" });
        for (const filter of [
          ...[{ tag: ["red"] }, { createdBy: "ann" }, { payload: { host: "web-1" } }],
          ...[{ words: [aWord("blue")] }, { errorGroup: [groupOf("Row 1 is gone")], tag: ["red"] }],
        ])
          expect(await within(2, filter), JSON.stringify(filter)).to.include({ jobs: 1 });
        expect(await within(2, { tag: ["none"] })).to.include({ jobs: 0 });
      });
    });

    it("lose a job that is dismissed, retried or deleted", async () => {
      const [a, b, c] = [await fail("x"), await fail("x"), await fail("x"), await fail("x")];
      expect(await countsOf()).to.deep.equal([["greet", 4]]);
      await dismiss(String(a?.id));
      await use().controlJob({ id: String(b?.id), cause: "retry", traceparent: null });
      await use().deleteJob({ id: String(c?.id), traceparent: null });
      expect(await countsOf()).to.deep.equal([["greet", 1]]);
      expect(await groupsOf({ dismissed: true })).to.have.length(1);
      expect((await theJob(use(), String(a?.id))).errorKey).to.equal(groupOf("x"));
      expect((await theJob(use(), String(b?.id))).errorKey).to.equal(null);
    });

    it("are filters of lists and counts", async () => {
      const [a] = [await fail("Row 1"), await fail("Row 2"), await fail("else")];
      await dismiss(String(a?.id));
      const open = groupOf("Row 3");
      const messages = async (filter: JobFilter) => {
        const page = await use().findJobs({ filter, sort: "-createdAt", limit: 10 });
        const counts = (await use().countJobs({ filter })).counts;
        expect(counts.reduce((sum, { count }) => sum + count, 0)).to.equal(page.items.length);
        return page.items.map(({ error }) => error?.message);
      };
      expect(await messages({ errorGroup: [open] })).to.deep.equal(["Row 2"]);
      expect(await messages({ errorGroup: [dismissedGroup(open)] })).to.deep.equal(["Row 1"]);
      expect(await messages({ errorGroup: [open, dismissedGroup(open)] })).to.deep.equal([
        ...["Row 2", "Row 1"],
      ]);
      expect(await messages({ errorGroup: ["none:1"] })).to.deep.equal([]);
      expect(await messages({ state: ["failed"], dismissed: false })).to.deep.equal([
        ...["else", "Row 2"],
      ]);
      expect(await messages({ dismissed: true })).to.deep.equal(["Row 1"]);
    });

    it("have jobs whose lease ran out for good", async () => {
      const claimed = await start(use(), { onLost: "never" }, { leaseMs: -1 });
      await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      const [group] = await groupsOf();
      expect(group).to.include({ sampleId: claimed.job.id, count: 1 });
    });

    it("need no further work for jobs that are in one", async () => {
      await fail("x");
      expect(await use().groupErrors({ limit: 10 })).to.deep.equal({ grouped: 0, next: null });
    });
  });

  describe("a re-run that succeeds", () => {
    const rerun = async (origin: string, end: "succeed" | "exhaust") => {
      const claimed = await start(use(), { rerunOf: origin });
      await settle(use(), claimed, ends[end]);
      await stageAll(use());
      return claimed.job;
    };
    const dismissals = async (id: string) =>
      (await eventsOf(use(), id)).filter(({ type }) => type === "job.dismissed");

    it("dismisses the job that it runs again, once, and its event names the re-run", async () => {
      const origin = await aJobIn(use(), "failed");
      const { id } = await rerun(origin.id, "succeed");
      await rerun(origin.id, "succeed");
      expect((await theJob(use(), origin.id)).dismissedAt).to.be.a("string");
      const [event, ...more] = await dismissals(origin.id);
      expect(event).to.include({ resolvedBy: id }).and.not.to.have.property("actor");
      expect(more).to.deep.equal([]);
    });

    it("dismisses the job before as well where that is a re-run too", async () => {
      const first = await aJobIn(use(), "failed");
      const second = await rerun(first.id, "exhaust");
      expect((await theJob(use(), first.id)).dismissedAt).to.equal(null);
      const third = await rerun(second.id, "succeed");
      for (const { id } of [first, second])
        expect((await dismissals(id)).map(({ resolvedBy }) => resolvedBy)).to.deep.equal([
          third.id,
        ]);
    });

    it("leaves a job alone that a person dismissed or retried, or that did not fail", async () => {
      const [dismissed, retried, cancelled] = [
        await aJobIn(use(), "failed"),
        await aJobIn(use(), "failed"),
        await aJobIn(use(), "cancelled"),
      ];
      await use().controlJob({
        id: dismissed.id,
        cause: "dismiss",
        actor: "ann",
        traceparent: null,
      });
      await use().controlJob({ id: retried.id, cause: "retry", traceparent: null });
      for (const { id } of [dismissed, retried, cancelled]) await rerun(id, "succeed");
      expect(await dismissals(dismissed.id)).to.have.length(1);
      for (const { id } of [retried, cancelled]) expect(await dismissals(id)).to.deep.equal([]);
      expect((await theJob(use(), retried.id)).state).to.equal("queued");
    });

    it("does nothing where the job is gone", async () => {
      await rerun("no-such-job", "succeed");
      const claimed = await start(use(), { rerunOf: "no-such-job" });
      expect(await settle(use(), claimed, ends.succeed)).to.equal(true);
    });

    it("resolves after a retry of its own", async () => {
      const origin = await aJobIn(use(), "failed");
      const again = await rerun(origin.id, "exhaust");
      const retried = await use().controlJob({ id: again.id, cause: "retry", traceparent: null });
      if (retried.outcome !== "moved") throw new Error("the re-run was not retried");
      await settle(use(), await claimAgain(use(), retried.job), ends.succeed);
      await stageAll(use());
      expect(await dismissals(origin.id)).to.have.length(1);
    });
  });
}
