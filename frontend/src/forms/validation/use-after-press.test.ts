import { expect } from "chai";
import { installDom } from "../../testing/install-dom.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { useAfterPress } from "./use-after-press.ts";

describe("useAfterPress", () => {
  installDom();

  it("runs a task at once, or after the click while a pointer is pressed", async () => {
    const hook = await renderHook(useAfterPress, undefined);
    const done: string[] = [];
    hook.result()(() => done.push("at once"));
    expect(done).to.deep.equal(["at once"]);
    window.dispatchEvent(new window.Event("pointerdown"));
    const later = new Promise<void>((resolve) => {
      hook.result()(() => resolve(void done.push("later")));
    });
    window.dispatchEvent(new window.Event("pointerup"));
    done.push("click");
    await later;
    expect(done).to.deep.equal(["at once", "click", "later"]);
    await hook.unmount();
  });
});
