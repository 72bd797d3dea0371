import { expect } from "chai";
import { nearest, suggestion } from "./nearest.ts";

describe("nearest", () => {
  it("finds a misspelt word", () => {
    expect(nearest("prioritty", ["queue", "priority"])).to.equal("priority");
    expect(nearest("ulr", ["url"])).to.equal("url");
  });

  it("returns undefined where no candidate is near", () => {
    expect(nearest("zebra", ["url", "method"])).to.equal(undefined);
    expect(nearest("nope", ["opt"])).to.equal(undefined);
    expect(nearest("x", [])).to.equal(undefined);
  });

  it("ends a message with the suggestion", () => {
    expect(suggestion("ulr", ["url"])).to.equal("; did you mean url?");
    expect(suggestion("zebra", ["url"])).to.equal("");
  });
});
