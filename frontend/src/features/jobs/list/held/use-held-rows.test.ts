import { expect } from "chai";
import { aJob } from "../../../../testing/a-job.ts";
import { act } from "../../../../testing/act.ts";
import { installDom } from "../../../../testing/install-dom.ts";
import { renderHook } from "../../../../testing/render-hook.ts";
import { useHeldRows } from "./use-held-rows.ts";

describe("useHeldRows", () => {
  installDom();
  const jobs = (ids: string) => ids.split("").map((id) => aJob({ id }));

  async function render(ids: string, isHeld: boolean) {
    const hook = await renderHook(
      (given: { ids: string; isHeld: boolean }) => useHeldRows(jobs(given.ids), given.isHeld),
      { ids, isHeld },
    );
    const shown = () =>
      hook
        .result()
        .shown.map(({ id }) => id)
        .join("");
    return { hook, shown };
  }

  it("shows new jobs at once while it is not held", async () => {
    const { hook, shown } = await render("ba", false);
    await hook.rerender({ ids: "cba", isHeld: false });
    expect(shown()).to.equal("cba");
  });

  it("keeps new jobs back until it is released, or no longer held", async () => {
    const { hook, shown } = await render("ba", true);
    await hook.rerender({ ids: "cba", isHeld: true });
    expect([shown(), hook.result().waiting]).to.deep.equal(["ba", 1]);
    await act(async () => hook.result().release());
    expect([shown(), hook.result().waiting]).to.deep.equal(["cba", 0]);
    await hook.rerender({ ids: "dcba", isHeld: true });
    await hook.rerender({ ids: "dcba", isHeld: false });
    expect(shown()).to.equal("dcba");
  });
});
