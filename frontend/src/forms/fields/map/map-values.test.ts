import { expect } from "chai";
import { emptyValue, initialValue, takesFreeKeys, valueSchema } from "./map-values.ts";

const text = { type: "string" };
const whole = { type: "integer" };

describe("the values of a map", () => {
  it("have the schema of the pattern that their key matches, else that of all others", () => {
    const schema = { patternProperties: { "^n_": whole }, additionalProperties: text };
    expect(valueSchema(schema, "n_1")).to.equal(whole);
    expect(valueSchema(schema, "other")).to.equal(text);
  });

  it("have the schema of the first pattern while their key matches none and has to", () => {
    const schema = { patternProperties: { "^[a-z]+$": whole }, additionalProperties: false };
    expect(valueSchema(schema, "")).to.equal(whole);
    expect(valueSchema(schema, "8")).to.equal(whole);
  });

  it("start with what is nothing for their type, or with their default", () => {
    expect([text, { type: "boolean" }, { type: "object" }].map(initialValue)).to.deep.equal([
      "",
      false,
      {},
    ]);
    expect(initialValue(whole)).to.equal(undefined);
    expect(initialValue({ type: ["string", "null"] })).to.equal(null);
    expect(initialValue({ type: "string", enum: ["a"] })).to.equal(undefined);
    expect(initialValue({ type: "string", default: "x" })).to.equal("x");
    expect(emptyValue({ type: "string", default: "x" })).to.equal("");
  });
});

describe("takesFreeKeys", () => {
  it("is true where keys beside the named ones are described", () => {
    expect(takesFreeKeys({ additionalProperties: text })).to.equal(true);
    expect(takesFreeKeys({ additionalProperties: true })).to.equal(true);
    expect(takesFreeKeys({ patternProperties: { a: text } })).to.equal(true);
    expect(takesFreeKeys({ additionalProperties: false })).to.equal(false);
    expect(takesFreeKeys({})).to.equal(false);
  });
});
