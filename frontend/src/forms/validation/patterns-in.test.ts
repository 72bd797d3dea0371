import { expect } from "chai";
import { patternsIn } from "./patterns-in.ts";

describe("patternsIn", () => {
  it("lists the patterns of texts and of keys, at any depth", () => {
    const schema = {
      $defs: { slug: { type: "string", pattern: "^[a-z]+(-[a-z]+)*$" } },
      properties: {
        labels: {
          patternProperties: { "^x-": { items: [{ not: { pattern: "a|b" } }] } },
          propertyNames: { pattern: "^.{3}$" },
        },
      },
    };
    expect(patternsIn(schema)).to.have.members(["^[a-z]+(-[a-z]+)*$", "^x-", "a|b", "^.{3}$"]);
  });

  it("takes no property named pattern for one", () => {
    expect(patternsIn({ properties: { pattern: { type: "string" } } })).to.deep.equal([]);
  });
});
