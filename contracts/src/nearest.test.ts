import { expect } from "chai";
import { nearest, suggestion } from "./nearest.ts";

describe("nearest", () => {
  it("finds a slip of the pen", () => {
    expect(nearest("prioritty", ["queue", "priority"])).to.equal("priority");
    expect(nearest("ulr", ["url"])).to.equal("url");
  });

  it("keeps quiet where nothing is near", () => {
    expect(nearest("zebra", ["url", "method"])).to.equal(undefined);
    expect(nearest("x", [])).to.equal(undefined);
  });

  it("makes the end of a sentence of it", () => {
    expect(suggestion("ulr", ["url"])).to.equal("; did you mean url?");
    expect(suggestion("zebra", ["url"])).to.equal("");
  });
});
