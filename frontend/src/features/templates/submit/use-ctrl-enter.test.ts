import { expect } from "chai";
import { installDom } from "../../../testing/install-dom.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { useCtrlEnter } from "./use-ctrl-enter.ts";

describe("useCtrlEnter", () => {
  installDom();

  async function pressesOn(target: Element, given: KeyboardEventInit) {
    let submits = 0;
    const { unmount } = await renderHook(useCtrlEnter, () => submits++);
    const init = { key: "Enter", bubbles: true, cancelable: true, ...given };
    target.dispatchEvent(new window.KeyboardEvent("keydown", init));
    await unmount();
    target.dispatchEvent(new window.KeyboardEvent("keydown", init));
    return submits;
  }

  it("submits with Ctrl or ⌘, also while nothing has the focus", async () => {
    expect(await pressesOn(document.body, { ctrlKey: true })).to.equal(1);
    expect(await pressesOn(document.body, { metaKey: true })).to.equal(1);
    expect(await pressesOn(document.body, {})).to.equal(0);
    expect(await pressesOn(document.body, { ctrlKey: true, key: "a" })).to.equal(0);
  });

  it("leaves the keys to an open dialog", async () => {
    const dialog = document.body.appendChild(document.createElement("div"));
    dialog.setAttribute("role", "dialog");
    expect(await pressesOn(dialog, { ctrlKey: true })).to.equal(0);
  });
});
