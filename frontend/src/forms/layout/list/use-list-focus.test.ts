import { expect } from "chai";
import { installDom } from "../../../testing/install-dom.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { useListFocus } from "./use-list-focus.ts";

describe("useListFocus", () => {
  installDom();

  /** Renders the hook over a list of inputs with an add button. */
  async function render(count: number) {
    const hook = await renderHook(useListFocus, count);
    const list = document.createElement("div");
    const addButton = document.createElement("button");
    hook.result().listRef.current = list;
    hook.result().addRef.current = addButton;
    document.body.append(list, addButton);
    const show = async (next: number) => {
      list.replaceChildren(
        ...Array.from({ length: next }, (_none, index) => {
          const item = document.createElement("div");
          item.dataset.item = String(index);
          item.append(document.createElement("input"));
          return item;
        }),
      );
      await hook.rerender(next);
    };
    await show(count);
    const focused = () => document.activeElement;
    const inputAt = (index: number) => list.querySelectorAll("input")[index];
    return { show, addButton, focused, inputAt };
  }

  it("focuses the control of an item that the add button has added", async () => {
    const { show, addButton, focused, inputAt } = await render(1);
    addButton.focus();
    await show(2);
    expect(focused()).to.equal(inputAt(1));
  });

  it("leaves the focus where it is when an item is added otherwise", async () => {
    const { show, focused } = await render(1);
    const before = focused();
    await show(2);
    expect(focused()).to.equal(before);
  });

  it("focuses the add button when the focused item is removed", async () => {
    const { show, addButton, focused, inputAt } = await render(2);
    inputAt(1)?.focus();
    await show(1);
    expect(focused()).to.equal(addButton);
  });
});
