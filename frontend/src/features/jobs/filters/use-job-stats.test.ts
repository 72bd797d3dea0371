import { expect } from "chai";
import { aJobView } from "../../../testing/a-job-view.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useJobStats } from "./use-job-stats.ts";

describe("useJobStats", () => {
  installDom();
  const api = fakeApi();

  it("counts the jobs that match all filters but the states", async () => {
    api.replies["jobs.stats"] = () => ({ total: 3, byState: { queued: 3 } });
    const view = aJobView({ state: ["failed"], tag: ["a"], sort: "runAt" });
    const hook = await renderHook(useJobStats, view, pageContexts().wrap);
    await untilPasses(() => expect(hook.result().data?.total).to.equal(3));
    expect(api.calls[0]?.input).to.deep.include({ query: { tag: ["a"] } });
  });
});
