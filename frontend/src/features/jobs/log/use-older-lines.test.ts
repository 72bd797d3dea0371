import type { LogLine } from "@formwork/contracts/job";
import { expect } from "chai";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { act } from "../../../testing/act.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import type { LogData } from "./log-data.ts";
import { useOlderLines } from "./use-older-lines.ts";

const linesBetween = (after: number, before: number): LogLine[] =>
  Array.from({ length: before - after - 1 }, (_none, index) => ({
    attempt: 1,
    offset: after + 1 + index,
    stream: "stdout",
    text: "line",
    at: "2025-11-22T10:00:00.000Z",
  }));

describe("useOlderLines", () => {
  installDom();
  const api = fakeApi();

  /** Renders the hook beside a log of 5,000 lines, of which those from 4,501 on are loaded. */
  async function render() {
    api.replies["jobs.logs"] = (input) => {
      const {
        after = 0,
        before,
        tail,
      } = (input as { query: { after?: number; before: number; tail: number } }).query;
      const items = linesBetween(after, before).slice(-tail);
      const previous =
        items[0] !== undefined && items[0].offset > after + 1 ? items[0].offset : null;
      return { items, next: null, previous };
    };
    const { wrap, queries } = pageContexts();
    const key = queryKeys.jobs.logs("a");
    queries.setQueryData<LogData>(key, { lines: linesBetween(4500, 5001), older: 4501 });
    const hook = await renderHook(useOlderLines, "a", wrap);
    const data = () => queries.getQueryData<LogData>(key);
    return { hook, data };
  }
  const isWhole = (data: LogData | undefined, first: number) =>
    expect(data?.lines.map(({ offset }) => offset)).to.deep.equal(
      linesBetween(first - 1, 5001).map(({ offset }) => offset),
    );

  it("loads the next thousand", async () => {
    const { hook, data } = await render();
    await act(() => hook.result().loadMore());
    await untilPasses(() => expect(data()?.older).to.equal(3501));
    isWhole(data(), 3501);
  });

  it("loads all, also while others are loading", async () => {
    const { hook, data } = await render();
    await act(async () => {
      hook.result().loadMore();
      isWhole(await hook.result().loadAll(), 1);
    });
    expect(data()?.older).to.equal(null);
    isWhole(data(), 1);
  });

  it("gives the error of what could not be read, and loads it when it is asked again", async () => {
    const { hook, data } = await render();
    const reply = api.replies["jobs.logs"];
    api.replies["jobs.logs"] = () => {
      throw new Error("away");
    };
    await act(() => hook.result().loadMore());
    await untilPasses(() => expect(hook.result().error?.message).to.equal("away"));
    expect(data()?.older).to.equal(4501);
    if (reply !== undefined) api.replies["jobs.logs"] = reply;
    await act(() => hook.result().loadMore());
    await untilPasses(() => expect(data()?.older).to.equal(3501));
    await untilPasses(() => expect(hook.result().error).to.equal(null));
  });
});
