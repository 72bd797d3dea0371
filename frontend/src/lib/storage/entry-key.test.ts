import { expect } from "chai";
import { installDom } from "../../testing/install-dom.ts";
import { entryKey } from "./entry-key.ts";

describe("entryKey", () => {
  installDom();

  it("is the router's key, and one of the entry's own at the first entry of a visit", () => {
    expect(entryKey("abc")).to.equal("abc");
    const { history } = window;
    history.pushState({ idx: 0 }, "");
    const first = entryKey("default");
    expect(entryKey("default"), "after a reload").to.equal(first);
    expect(history.state).to.include({ idx: 0 });
    history.pushState(null, "");
    expect(entryKey("default"), "at another visit").not.to.equal(first);
  });
});
