import { QueryClient } from "@tanstack/react-query";
import { expect } from "chai";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { aJob, aJobWithPayload, anEvent } from "../../../testing/a-job.ts";
import { type JobView, parseView } from "../job-view.ts";
import type { JobPage } from "./job-pages.ts";
import { patchDetails, patchLists } from "./patch-cache.ts";

const view = (said: Partial<JobView> = {}): JobView => ({
  ...parseView(new URLSearchParams()),
  ...said,
});

/** A cache in which ada sees some lists of the one queued job. */
function aCache(...views: JobView[]) {
  const queries = new QueryClient();
  queries.setQueryData(queryKeys.me, { id: "ada" });
  const pages: JobPage[] = [{ items: [aJob()], next: null }];
  for (const one of views)
    queries.setQueryData(queryKeys.jobs.list(one), { pages, pageParams: [null] });
  const shown = (one: JobView) =>
    queries
      .getQueryData<{ pages: JobPage[] }>(queryKeys.jobs.list(one))
      ?.pages.flatMap(({ items }) => items.map(({ id, state }) => `${id} ${state}`));
  return { queries, shown };
}

const started = anEvent("job.started", { seq: 2, state: "running" });

describe("the cache after events", () => {
  it("changes every list by its own view", () => {
    const [all, queued] = [view(), view({ state: ["queued"] })];
    const { queries, shown } = aCache(all, queued);
    patchLists(queries, [started]);
    expect(shown(all)).to.deep.equal(["job-1 running"]);
    expect(shown(queued)).to.deep.equal([]);
  });

  it("knows whose jobs are 'created by me'", () => {
    const mine = view({ mine: true });
    const { queries, shown } = aCache(mine);
    patchLists(queries, [
      anEvent("job.created", { id: "job-2", createdBy: "bob" }),
      anEvent("job.created", { id: "job-3", createdBy: "ada" }),
    ]);
    expect(shown(mine)).to.deep.equal(["job-3 queued", "job-1 queued"]);
  });

  it("marks a list whose search only the server can answer as out of date", () => {
    const searched = view({ q: "example.org" });
    const { queries } = aCache(searched);
    patchLists(queries, [anEvent("job.created", { id: "job-2" })]);
    expect(queries.getQueryState(queryKeys.jobs.list(searched))?.isInvalidated).to.equal(true);
  });

  it("changes a job and its history", () => {
    const { queries } = aCache();
    queries.setQueryData(queryKeys.jobs.one("job-1"), aJobWithPayload());
    queries.setQueryData(queryKeys.jobs.events("job-1"), [anEvent("job.created")]);
    patchDetails(queries, [started]);
    expect(queries.getQueryData(queryKeys.jobs.one("job-1"))).to.deep.include({
      state: "running",
      payload: { url: "https://example.org" },
    });
    expect(queries.getQueryData(queryKeys.jobs.events("job-1"))).to.have.length(2);
  });

  it("keeps nothing of a job that nobody looked at", () => {
    const { queries } = aCache();
    patchDetails(queries, [started]);
    expect(queries.getQueryData(queryKeys.jobs.one("job-1"))).to.equal(undefined);
  });
});
