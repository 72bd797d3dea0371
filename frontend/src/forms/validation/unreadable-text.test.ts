import { expect } from "chai";
import { createElement } from "react";
import { installDom } from "../../testing/install-dom.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { UnreadableTextContext, useUnreadableText } from "./unreadable-text.ts";

describe("useUnreadableText", () => {
  installDom();

  it("reports the message at the pointer of the field, until it changes or is unmounted", async () => {
    const reports: [string, string | null][] = [];
    const report = (pointer: string, message: string | null) =>
      void reports.push([pointer, message]);
    const hook = await renderHook(
      (message: string | null) => useUnreadableText(["a/b", 0], message),
      "must be JSON",
      (children) => createElement(UnreadableTextContext, { value: report }, children),
    );
    expect(reports).to.deep.equal([["/payload/a~1b/0", "must be JSON"]]);
    await hook.rerender(null);
    expect(reports.at(-1)).to.deep.equal(["/payload/a~1b/0", null]);
    await hook.rerender("must be JSON");
    await hook.unmount();
    expect(reports.slice(-2)).to.deep.equal([
      ["/payload/a~1b/0", "must be JSON"],
      ["/payload/a~1b/0", null],
    ]);
  });
});
