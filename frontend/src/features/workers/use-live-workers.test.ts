import type { FormworkEvent } from "@formwork/contracts/events/events";
import { expect } from "chai";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { anEvent } from "../../testing/a-job.ts";
import { aLiveConnection } from "../../testing/a-live-connection.ts";
import { act } from "../../testing/act.ts";
import { installDom } from "../../testing/install-dom.ts";
import { pageContexts } from "../../testing/page-contexts.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { untilPasses } from "../../testing/until-passes.ts";
import { useLiveWorkers } from "./use-live-workers.ts";

const { workers, queues } = queryKeys;

describe("useLiveWorkers", () => {
  installDom();

  async function render() {
    const { live, connect, handlers } = aLiveConnection();
    live.start();
    const { wrap, queries } = pageContexts({ live });
    await renderHook(useLiveWorkers, undefined, wrap);
    for (const key of [workers.list, workers.counts, queues.list]) queries.setQueryData(key, []);
    const invalidated = () =>
      [workers.list, workers.counts, queues.list].map(
        (key) => queries.getQueryState(key)?.isInvalidated,
      );
    /** The hook looks at the type of an event only. */
    const receive = (type: string) => handlers().event({ type } as FormworkEvent, type);
    return { connect, handlers, invalidated, receive };
  }

  it("refetches workers and counts when one comes, goes or changes, not when a job does", async () => {
    const { handlers, invalidated, receive } = await render();
    handlers().event(anEvent("job.created"), "c1");
    expect(invalidated()).to.deep.equal([false, false, false]);
    receive("worker.changed");
    await untilPasses(() => expect(invalidated()).to.deep.equal([true, true, false]));
  });

  it("refetches queues when the rules of one change", async () => {
    const { invalidated, receive } = await render();
    receive("queue.paused");
    await untilPasses(() => expect(invalidated()).to.deep.equal([false, false, true]));
  });

  it("refetches all of them after a reset", async () => {
    const { connect, invalidated } = await render();
    await act(connect);
    await untilPasses(() => expect(invalidated()).to.deep.equal([true, true, true]));
  });
});
