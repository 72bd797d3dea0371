import type { FormworkEvent } from "@formwork/contracts/events/events";
import { expect } from "chai";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { anEvent } from "../../testing/a-job.ts";
import { aLiveConnection } from "../../testing/a-live-connection.ts";
import { act } from "../../testing/act.ts";
import { installDom } from "../../testing/install-dom.ts";
import { pageContexts } from "../../testing/page-contexts.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { useLiveTemplates } from "./use-live-templates.ts";

describe("useLiveTemplates", () => {
  installDom();

  async function render() {
    const { live, connect, handlers } = aLiveConnection();
    live.start();
    const { wrap, queries } = pageContexts({ live });
    const hook = await renderHook(useLiveTemplates, undefined, wrap);
    const key = queryKeys.templates.list({});
    queries.setQueryData(key, []);
    const isInvalidated = () => queries.getQueryState(key)?.isInvalidated;
    return { hook, connect, handlers, isInvalidated };
  }

  it("refetches templates when one was published, not when a job changes", async () => {
    const { handlers, isInvalidated } = await render();
    handlers().event(anEvent("job.created"), "c1");
    expect(isInvalidated()).to.equal(false);
    // The hook looks at the type of the event only.
    handlers().event({ type: "template.published" } as FormworkEvent, "c2");
    expect(isInvalidated()).to.equal(true);
  });

  it("refetches templates after a reset", async () => {
    const { connect, isInvalidated } = await render();
    await act(connect);
    expect(isInvalidated()).to.equal(true);
  });
});
