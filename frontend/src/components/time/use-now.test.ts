import { expect } from "chai";
import { installDom } from "../../testing/install-dom.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { untilPasses } from "../../testing/until-passes.ts";
import { useNow } from "./use-now.ts";

describe("useNow", () => {
  installDom();

  it("returns the time and renders again after each interval", async () => {
    const before = Date.now();
    const hook = await renderHook(useNow, 5);
    const first = hook.result();
    expect(first).to.be.at.least(before - 5);
    await untilPasses(() => expect(hook.result()).to.be.above(first));
  });

  it("gives components with the same interval the same time", async () => {
    const [one, other] = [await renderHook(useNow, 60_000), await renderHook(useNow, 60_000)];
    expect(one.result()).to.equal(other.result());
  });

  it("follows another interval", async () => {
    const hook = await renderHook(useNow, 60_000);
    const first = hook.result();
    await hook.rerender(5);
    await untilPasses(() => expect(hook.result()).to.be.above(first));
  });
});
