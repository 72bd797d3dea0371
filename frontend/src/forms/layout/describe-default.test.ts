import { expect } from "chai";
import { describeDefault } from "./describe-default.ts";

describe("describeDefault", () => {
  it("names a text, an option by its title, and other values as JSON", () => {
    const oneOf = [{ const: "eu", title: "Europe" }, { const: "us" }];
    expect(describeDefault("nightly")).to.equal("nightly");
    expect(describeDefault("eu", { oneOf })).to.equal("Europe");
    expect(describeDefault("us", { oneOf })).to.equal("us");
    expect(describeDefault(["a", 1])).to.equal('["a",1]');
    expect(describeDefault("")).to.equal("an empty text");
    expect(describeDefault("x".repeat(100))).to.have.length(60);
  });
});
