import { expect } from "chai";
import { aJobView } from "../../../testing/a-job-view.ts";
import { act } from "../../../testing/act.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { useJobView } from "./use-job-view.ts";

describe("useJobView", () => {
  installDom();

  async function render(address = "/jobs") {
    const { wrap, location } = pageContexts({ address });
    const hook = await renderHook(useJobView, undefined, wrap);
    const view = () => hook.result()[0];
    const change: ReturnType<typeof hook.result>[1] = (...args) => hook.result()[1](...args);
    return { view, change, location };
  }

  it("reads the view from the address", async () => {
    const { view } = await render("/jobs?state=failed&tag=a");
    expect(view()).to.deep.equal(aJobView({ state: ["failed"], tag: ["a"] }));
  });

  it("writes a change to the address and keeps the other filters", async () => {
    const { view, change, location } = await render("/jobs?state=failed");
    await act(async () => change({ q: "needle" }));
    expect(location()).to.equal("/jobs?state=failed&q=needle");
    expect(view()).to.deep.equal(aJobView({ state: ["failed"], q: "needle" }));
  });

  it("builds a change on the one before it", async () => {
    const { change, location } = await render();
    await act(async () => change({ state: ["failed"] }));
    await act(async () => change({ mine: true }));
    expect(location()).to.equal("/jobs?state=failed&createdBy=me");
  });

  it("returns the same view while the address is the same", async () => {
    const { wrap } = pageContexts({ address: "/jobs?q=x" });
    const hook = await renderHook(useJobView, undefined, wrap);
    const [before] = hook.result();
    await hook.rerender(undefined);
    expect(hook.result()[0]).to.equal(before);
  });
});
