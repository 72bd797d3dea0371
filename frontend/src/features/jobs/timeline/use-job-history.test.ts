import { expect } from "chai";
import { anEvent } from "../../../testing/a-job.ts";
import { aLiveConnection } from "../../../testing/a-live-connection.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useJobHistory } from "./use-job-history.ts";

describe("useJobHistory", () => {
  installDom();
  const api = fakeApi();

  it("fetches every page of events and adds those that arrive meanwhile", async () => {
    const [created, queued, started] = [
      anEvent("job.created", { seq: 1 }),
      anEvent("job.queued", { seq: 2 }),
      anEvent("job.started", { seq: 3 }),
    ] as const;
    const { live, handlers } = aLiveConnection();
    api.replies["jobs.events"] = (input) => {
      const { query } = input as { query: { cursor?: string } };
      if (query.cursor === undefined) return { items: [created], next: "more" };
      handlers().event(started, "c3");
      return { items: [queued], next: null };
    };
    const hook = await renderHook(useJobHistory, "job-1", pageContexts({ live }).wrap);
    await untilPasses(() => expect(hook.result().data).to.deep.equal([created, queued, started]));
  });
});
