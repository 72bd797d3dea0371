import { expect } from "chai";
import { installDom } from "../../testing/install-dom.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { usePageTitle } from "./use-page-title.ts";

describe("usePageTitle", () => {
  installDom();

  it("sets the title of the tab and follows its changes", async () => {
    const hook = await renderHook(usePageTitle, "Jobs");
    expect(document.title).to.equal("Jobs · Formwork");
    await hook.rerender("Templates");
    expect(document.title).to.equal("Templates · Formwork");
  });
});
