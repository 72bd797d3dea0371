import { expect } from "chai";
import { installDom } from "../testing/install-dom.ts";
import { cspNonce } from "./csp-nonce.ts";

describe("cspNonce", () => {
  installDom();

  it("is that of the page, and undefined where it has none", () => {
    expect(cspNonce()).to.equal(undefined);
    const meta = document.createElement("meta");
    meta.setAttribute("property", "csp-nonce");
    meta.setAttribute("content", "n0nce");
    document.head.append(meta);
    expect(cspNonce()).to.equal("n0nce");
  });
});
