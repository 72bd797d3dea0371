import { expect } from "chai";
import { setUpTokenOf } from "./set-up-token.ts";

describe("the token of a set-up link", () => {
  it("stands after the #, or in the query of an older link", () => {
    expect(setUpTokenOf({ hash: "#token=abc-_1", search: "" })).to.equal("abc-_1");
    expect(setUpTokenOf({ hash: "", search: "?token=abc" })).to.equal("abc");
    expect(setUpTokenOf({ hash: "#token=new", search: "?token=old" })).to.equal("new");
  });

  it("is empty where the address lacks it", () => {
    for (const hash of ["", "#", "#abc", "#token="])
      expect(setUpTokenOf({ hash, search: "" })).to.equal("");
  });
});
