import { expect } from "chai";
import { aJobWithPayload, anEvent } from "../../../../testing/a-job.ts";
import { aLiveConnection } from "../../../../testing/a-live-connection.ts";
import { fakeApi } from "../../../../testing/fake-api.ts";
import { installDom } from "../../../../testing/install-dom.ts";
import { pageContexts } from "../../../../testing/page-contexts.ts";
import { renderHook } from "../../../../testing/render-hook.ts";
import { untilPasses } from "../../../../testing/until-passes.ts";
import { useReruns } from "./use-reruns.ts";

describe("useReruns", () => {
  installDom();
  const api = fakeApi();

  it("fetches the re-runs of a job, and again when one of them changes", async () => {
    const reruns = [aJobWithPayload({ id: "again", rerunOf: "job-1" })];
    api.replies["jobs.list"] = () => ({ items: reruns, next: null });
    const { live, handlers } = aLiveConnection();
    const hook = await renderHook(
      (id: string) => useReruns(id, 2),
      "job-1",
      pageContexts({ live }).wrap,
    );
    const states = () => hook.result().data?.items.map(({ state }) => state);
    await untilPasses(() => expect(states()).to.deep.equal(["queued"]));
    expect(api.calls.at(-1)?.input).to.deep.include({ query: { rerunOf: "job-1", limit: 2 } });

    reruns[0] = aJobWithPayload({ id: "again", rerunOf: "job-1", state: "running" });
    handlers().event(anEvent("job.started", { id: "other", seq: 3 }), "c1");
    expect(api.calls).to.have.length(1);
    handlers().event(anEvent("job.started", { id: "again", rerunOf: "job-1", seq: 3 }), "c2");
    await untilPasses(() => expect(states()).to.deep.equal(["running"]));
  });
});
