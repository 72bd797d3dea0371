import { QueryClient } from "@tanstack/react-query";
import { expect } from "chai";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { aJob, aJobWithPayload, anEvent } from "../../../testing/a-job.ts";
import { aJobView } from "../../../testing/a-job-view.ts";
import type { JobView } from "../job-view.ts";
import type { JobPage } from "./job-pages.ts";
import { patchDetails, patchLists } from "./patch-cache.ts";

/** Builds a cache in which the user ada has lists of one queued job, in these views. */
function aCache(...views: JobView[]) {
  const queries = new QueryClient();
  queries.setQueryData(queryKeys.me, { id: "ada" });
  const pages: JobPage[] = [{ items: [aJob()], next: null }];
  for (const view of views)
    queries.setQueryData(queryKeys.jobs.list(view), { pages, pageParams: [null] });
  const listed = (view: JobView) =>
    queries
      .getQueryData<{ pages: JobPage[] }>(queryKeys.jobs.list(view))
      ?.pages.flatMap(({ items }) => items.map(({ id, state }) => `${id} ${state}`));
  return { queries, listed };
}

const started = anEvent("job.started", { seq: 2, state: "running" });

describe("the query cache after events", () => {
  it("changes every list according to its view", () => {
    const [all, queued] = [aJobView(), aJobView({ state: ["queued"] })];
    const { queries, listed } = aCache(all, queued);
    patchLists(queries, [started]);
    expect(listed(all)).to.deep.equal(["job-1 running"]);
    expect(listed(queued)).to.deep.equal([]);
  });

  it("adds a new job to 'created by me' only when the user created it", () => {
    const mine = aJobView({ mine: true });
    const { queries, listed } = aCache(mine);
    patchLists(queries, [
      anEvent("job.created", { id: "job-2", createdBy: "bob" }),
      anEvent("job.created", { id: "job-3", createdBy: "ada" }),
    ]);
    expect(listed(mine)).to.deep.equal(["job-3 queued", "job-1 queued"]);
  });

  it("invalidates a list whose search only the server can match", () => {
    const searched = aJobView({ q: "in-payload" });
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

  it("caches nothing of a job that was never fetched", () => {
    const { queries } = aCache();
    patchDetails(queries, [started]);
    expect(queries.getQueryData(queryKeys.jobs.one("job-1"))).to.equal(undefined);
  });
});
