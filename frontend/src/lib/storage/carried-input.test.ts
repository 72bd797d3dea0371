import { expect } from "chai";
import { carryInput, takeCarriedInput } from "./carried-input.ts";

describe("a carried input", () => {
  const input = { payload: { a: 1 }, priority: null, tags: [] };

  it("is taken once, for its template", () => {
    carryInput("demo", input);
    expect(takeCarriedInput("demo")).to.equal(input);
    expect(takeCarriedInput("demo")).to.equal(null);
  });

  it("is not taken for another template, and gone then", () => {
    carryInput("demo", input);
    expect(takeCarriedInput("other")).to.equal(null);
    expect(takeCarriedInput("demo")).to.equal(null);
  });
});
