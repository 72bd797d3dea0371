import { expect } from "chai";
import { paths, returnPath } from "./paths.ts";

describe("addresses", () => {
  it("lead back to the page that asked for signing in", () => {
    const [, search] = paths.signIn("/jobs?state=failed&q=a b").split("?");
    expect(returnPath(new URLSearchParams(search).get("return"))).to.equal(
      "/jobs?state=failed&q=a b",
    );
  });

  it("never lead to another site after signing in", () => {
    for (const wanted of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "jobs",
      null,
      "",
    ]) {
      expect(returnPath(wanted), String(wanted)).to.equal("/");
    }
  });

  it("do not lead back to the sign-in page", () => {
    expect(returnPath("/sign-in?return=/sign-in")).to.equal("/");
  });

  it("escape their parameters", () => {
    expect(paths.job("a/b")).to.equal("/jobs/a%2Fb");
    expect(paths.run("x", "a&b")).to.equal("/templates/x/run?from=a%26b");
  });
});
