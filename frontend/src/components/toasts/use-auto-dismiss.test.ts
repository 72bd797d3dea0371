import { mock } from "node:test";
import { expect } from "chai";
import { act } from "../../testing/act.ts";
import { installDom } from "../../testing/install-dom.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { useAutoDismiss } from "./use-auto-dismiss.ts";

describe("useAutoDismiss", () => {
  installDom();
  let dismissals: number;

  beforeEach(() => {
    dismissals = 0;
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  afterEach(() => mock.timers.reset());

  const render = () =>
    renderHook(
      (ms: number) =>
        useAutoDismiss(() => {
          dismissals += 1;
        }, ms),
      1_000,
    );
  const pass = (ms: number) => act(() => mock.timers.tick(ms));
  const setHidden = (hidden: boolean) =>
    act(() => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new window.Event("visibilitychange"));
    });

  it("dismisses after the time and not before", async () => {
    await render();
    await pass(999);
    expect(dismissals).to.equal(0);
    await pass(1);
    expect(dismissals).to.equal(1);
  });

  it("waits while the pointer or the focus is on the element, then for the whole time", async () => {
    const hook = await render();
    for (const [enter, leave] of [
      ["onMouseEnter", "onMouseLeave"],
      ["onFocus", "onBlur"],
    ] as const) {
      await pass(900);
      await act(() => hook.result()[enter]());
      await pass(5_000);
      await act(() => hook.result()[leave]());
    }
    await pass(999);
    expect(dismissals).to.equal(0);
    await pass(1);
    expect(dismissals).to.equal(1);
  });

  it("waits while the page is hidden", async () => {
    await setHidden(true);
    await render();
    await pass(5_000);
    expect(dismissals).to.equal(0);
    await setHidden(false);
    await pass(1_000);
    expect(dismissals).to.equal(1);
  });

  it("does not dismiss once it is unmounted", async () => {
    const hook = await render();
    await hook.unmount();
    await pass(5_000);
    expect(dismissals).to.equal(0);
  });
});
