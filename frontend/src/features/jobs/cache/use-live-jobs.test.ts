import { expect } from "chai";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { throttle } from "../../../lib/throttle.ts";
import { aJob, aJobWithPayload, anEvent } from "../../../testing/a-job.ts";
import { aJobView } from "../../../testing/a-job-view.ts";
import { aLiveConnection } from "../../../testing/a-live-connection.ts";
import { act } from "../../../testing/act.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useLiveJobs } from "./use-live-jobs.ts";

describe("useLiveJobs", () => {
  installDom();
  const view = aJobView();

  /** Renders the hook over a cache with one queued job, its list and the counts. */
  async function render() {
    const { live, connect, handlers, requests } = aLiveConnection();
    live.start();
    const { wrap, queries } = pageContexts({ live });
    const hook = await renderHook(useLiveJobs, undefined, wrap);
    await act(connect);
    const pages = [{ items: [aJob()], next: null }];
    queries.setQueryData(queryKeys.me, { id: "ada" });
    queries.setQueryData(queryKeys.jobs.list(view), { pages, pageParams: [null] });
    queries.setQueryData(queryKeys.jobs.one("job-1"), aJobWithPayload());
    queries.setQueryData(queryKeys.jobs.events("job-1"), [anEvent("job.created")]);
    queries.setQueryData(queryKeys.jobs.attempts("job-1"), []);
    queries.setQueryData(queryKeys.jobs.stats({}), {});
    const isInvalidated = (key: readonly unknown[]) =>
      queries.getQueryState(key)?.isInvalidated ?? false;
    /** Pushes an event and waits until it is in the history of the job. */
    const push = async (event: ReturnType<typeof anEvent>) => {
      handlers().event(event, `c${event.data.seq}`);
      await untilPasses(() =>
        expect(queries.getQueryData(queryKeys.jobs.events("job-1"))).to.deep.include(event),
      );
    };
    return { hook, queries, handlers, requests, isInvalidated, push };
  }

  it("joins the room of all jobs", async () => {
    const { requests } = await render();
    expect(requests).to.deep.equal([{ rooms: ["jobs"] }]);
  });

  it("applies an event to lists, the job and its history", async () => {
    const { queries, push } = await render();
    await push(anEvent("job.started", { seq: 2, state: "running" }));
    expect(queries.getQueryData(queryKeys.jobs.list(view))).to.have.nested.property(
      "pages[0].items[0].state",
      "running",
    );
    expect(queries.getQueryData(queryKeys.jobs.one("job-1"))).to.include({ state: "running" });
    expect(queries.getQueryData(queryKeys.jobs.events("job-1"))).to.have.length(2);
  });

  it("refetches attempts and counts at each change of state, and the job when it has ended", async () => {
    const { isInvalidated, push } = await render();
    await push(anEvent("job.started", { seq: 2, state: "running" }));
    expect(isInvalidated(queryKeys.jobs.attempts("job-1"))).to.equal(true);
    expect(isInvalidated(queryKeys.jobs.one("job-1"))).to.equal(false);
    await untilPasses(() => expect(isInvalidated(queryKeys.jobs.stats({}))).to.equal(true));
    await push(anEvent("job.succeeded", { seq: 3, state: "succeeded" }));
    expect(isInvalidated(queryKeys.jobs.one("job-1"))).to.equal(true);
  });

  it("refetches nothing for progress", async () => {
    const { isInvalidated, push } = await render();
    await push(anEvent("job.progressed", { seq: 2 }));
    expect(isInvalidated(queryKeys.jobs.attempts("job-1"))).to.equal(false);
    expect(isInvalidated(queryKeys.jobs.stats({}))).to.equal(false);
  });

  it("refetches job and history when events of the job were missed", async () => {
    const { handlers, isInvalidated } = await render();
    handlers().event(anEvent("job.progressed", { seq: 2 }), "c2");
    handlers().event(anEvent("job.progressed", { seq: 9 }), "c9");
    expect(isInvalidated(queryKeys.jobs.one("job-1"))).to.equal(true);
    expect(isInvalidated(queryKeys.jobs.events("job-1"))).to.equal(true);
    expect(isInvalidated(queryKeys.jobs.list(view))).to.equal(false);
  });

  it("refetches everything about jobs after a reset", async () => {
    const { live, connect } = aLiveConnection();
    live.start();
    const { wrap, queries } = pageContexts({ live });
    await renderHook(useLiveJobs, undefined, wrap);
    queries.setQueryData(queryKeys.jobs.stats({}), {});
    queries.setQueryData(queryKeys.templates.all, []);
    await act(connect);
    expect(queries.getQueryState(queryKeys.jobs.stats({}))?.isInvalidated).to.equal(true);
    expect(queries.getQueryState(queryKeys.templates.all)?.isInvalidated).to.equal(false);
  });

  it("checks who is signed in when the server rejects the session", async () => {
    const { handlers, isInvalidated } = await render();
    handlers().unauthorized();
    expect(isInvalidated(queryKeys.me)).to.equal(true);
  });

  it("applies no event once it is unmounted", async () => {
    const { queries, handlers, hook } = await render();
    await hook.unmount();
    handlers().event(anEvent("job.started", { seq: 2, state: "running" }), "c2");
    // A timer that is set later than one of the hook runs after it.
    await new Promise<void>((resolve) => throttle(resolve, 1).call());
    expect(queries.getQueryData(queryKeys.jobs.one("job-1"))).to.include({ state: "queued" });
  });
});
