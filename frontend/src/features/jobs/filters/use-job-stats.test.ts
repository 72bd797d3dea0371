import { expect } from "chai";
import { eventually } from "../../../testing/eventually.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { useJobStats } from "./use-job-stats.ts";

describe("useJobStats", () => {
  installDom();
  const api = fakeApi();

  it("fetches the number of jobs in each state", async () => {
    api.replies["jobs.stats"] = () => ({ total: 3, byState: { queued: 3 } });
    const hook = await renderHook(useJobStats, undefined, pageContexts().wrap);
    await eventually(() => expect(hook.result().data?.total).to.equal(3));
  });
});
