import type { JobSummary } from "@formwork/contracts/job";
import { expect } from "chai";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { aJob, aJobWithPayload } from "../../../testing/a-job.ts";
import { aJobView } from "../../../testing/a-job-view.ts";
import { act } from "../../../testing/act.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import type { JobAction } from "./allowed-actions.ts";
import { useJobActionMutation } from "./use-job-action-mutation.ts";

describe("useJobActionMutation", () => {
  installDom();
  const api = fakeApi();
  const view = aJobView();

  /** Runs an action on a job that is cached, alone and in a list. */
  async function run(
    action: Exclude<JobAction, "edit" | "later">,
    job: JobSummary,
    reply?: unknown,
  ) {
    api.replies[`jobs.${action}`] = () => {
      if (reply instanceof Error) throw reply;
      return reply;
    };
    const page = pageContexts({ address: "/jobs" });
    const { queries } = page;
    queries.setQueryData(queryKeys.me, { id: "ada" });
    queries.setQueryData(queryKeys.jobs.one(job.id), aJobWithPayload(job));
    const pages = [{ items: [job], next: null }];
    queries.setQueryData(queryKeys.jobs.list(view), { pages, pageParams: [null] });
    const hook = await renderHook(useJobActionMutation, undefined, page.wrap);
    await act(() =>
      hook
        .result()
        .mutateAsync({ action, job })
        .catch(() => {}),
    );
    const listed = () =>
      queries
        .getQueryData<{ pages: { items: JobSummary[] }[] }>(queryKeys.jobs.list(view))
        ?.pages.flatMap(({ items }) => items.map(({ id, state }) => `${id} ${state}`));
    const cached = () => queries.getQueryData<JobSummary>(queryKeys.jobs.one(job.id));
    return { ...page, listed, cached };
  }

  it("calls the operation of each action with the id of the job", async () => {
    for (const action of ["cancel", "retry", "rerun", "dismiss", "delete"] as const)
      await run(action, aJob(), action === "delete" ? undefined : aJobWithPayload({ seq: 2 }));
    expect(api.calls.map(({ id }) => id)).to.deep.equal([
      "jobs.cancel",
      "jobs.retry",
      "jobs.rerun",
      "jobs.dismiss",
      "jobs.delete",
    ]);
    for (const { input } of api.calls) expect(input).to.deep.include({ params: { id: "job-1" } });
  });

  it("changes the due time of a job that is to run now", async () => {
    const reply = aJobWithPayload({ seq: 2, state: "queued" });
    api.replies["jobs.change"] = () => reply;
    const { cached } = await run("now", aJob({ state: "scheduled" }));
    expect(cached()?.state).to.equal("queued");
    expect(api.calls.at(-1)?.input).to.deep.equal({
      ...{ params: { id: "job-1" }, body: { runAt: null } },
    });
  });

  it("changes the due time of a job that is to run later", async () => {
    api.replies["jobs.change"] = () => aJobWithPayload({ seq: 2, state: "scheduled" });
    const page = pageContexts({ address: "/jobs" });
    const hook = await renderHook(useJobActionMutation, undefined, page.wrap);
    const runAt = "2026-03-01T09:00:00+01:00";
    await act(() => hook.result().mutateAsync({ action: "later", job: aJob(), runAt }));
    expect(api.calls.at(-1)?.input).to.deep.equal({ params: { id: "job-1" }, body: { runAt } });
  });

  it("applies the reply to the job and its lists", async () => {
    const reply = aJobWithPayload({ seq: 2, state: "cancelled" });
    const { listed, cached, location } = await run("cancel", aJob(), reply);
    expect(listed()).to.deep.equal(["job-1 cancelled"]);
    expect(cached()?.state).to.equal("cancelled");
    expect(location()).to.equal("/jobs");
  });

  it("keeps a job that is newer than the reply", async () => {
    const reply = aJobWithPayload({ seq: 2, state: "queued" });
    const { cached } = await run("retry", aJob({ seq: 5, state: "running" }), reply);
    expect(cached()?.state).to.equal("running");
  });

  it("removes a deleted job from the lists", async () => {
    const { listed } = await run("delete", aJob({ state: "succeeded" }));
    expect(listed()).to.deep.equal([]);
  });

  it("shows the new job of a rerun and leaves the old one as it is", async () => {
    const reply = aJobWithPayload({ id: "job-2", createdAt: "2025-11-22T11:00:00.000Z" });
    const { listed, cached, location } = await run("rerun", aJob({ state: "failed" }), reply);
    expect(location()).to.equal("/jobs/job-2");
    expect(listed()).to.deep.equal(["job-2 queued", "job-1 failed"]);
    expect(cached()).to.include({ id: "job-1", state: "failed" });
  });

  it("shows a toast when the server refuses the action", async () => {
    const { toasts, listed } = await run("cancel", aJob(), new Error("It has ended already"));
    expect(toasts).to.deep.equal([{ severity: "error", text: "It has ended already" }]);
    expect(listed()).to.deep.equal(["job-1 queued"]);
  });
});
