import { expect } from "chai";
import { validatorOfParts } from "../testing/validator-of-parts.ts";
import { selectedOption, selectOptions } from "./select-options.ts";

const object = (properties: object, ...required: string[]) => ({
  type: "object",
  properties,
  required,
});

function select(options: unknown[], value: unknown, definitions: object = {}) {
  const root = { $defs: definitions, anyOf: options };
  return selectOptions(options, value, { root, isValid: validatorOfParts(root) });
}

describe("selectOptions", () => {
  const text = { type: "string" };
  const byPath = object({ path: text }, "path");
  const withDepth = object({ path: text, depth: { type: "integer" } }, "path", "depth");

  it("selects the option under which a value is valid", () => {
    expect(select([{ type: "null" }, text], "x").selected).to.deep.equal([1]);
    expect(select([false, true], "x").selected).to.deep.equal([1]);
  });

  it("prefers of several the one that names all keys of the value", () => {
    const both = select([byPath, withDepth], { path: "/x", depth: 2 });
    expect(both).to.deep.equal({ matching: [0, 1], selected: [1], excluded: [] });
    expect(select([byPath, withDepth], { path: "/x" }).selected).to.deep.equal([0]);
    const nested = { anyOf: [object({ depth: {} }, "depth")], properties: { path: {} } };
    expect(select([byPath, nested], { path: "/x", depth: 2 }).selected).to.deep.equal([1]);
  });

  it("selects all of several that fit equally well", () => {
    expect(select([object({ a: {} }), object({ b: {} })], {}).selected).to.deep.equal([0, 1]);
  });

  it("selects an option by its type, also behind a reference", () => {
    const options = [{ type: "null" }, { $ref: "#/$defs/size" }];
    const size = object({ w: { type: "integer" } }, "w");
    expect(select(options, {}, { size }).selected).to.deep.equal([1]);
  });

  it("selects an option by its discriminators, also where the value is not valid yet", () => {
    const card = object({ kind: { const: "card" }, number: text }, "kind", "number");
    const cash = object({ kind: { enum: ["cash", "coins"] } }, "kind", "amount");
    expect(select([card, cash], { kind: "card" }).selected).to.deep.equal([0]);
    expect(select([card, cash], { kind: "coins" }).selected).to.deep.equal([1]);
    expect(select([card, cash], { kind: "cheque" }).selected).to.deep.equal([]);
    expect(select([card, cash], {}).selected).to.deep.equal([]);
  });

  it("excludes options by type and discriminator, not for any other fault", () => {
    const options = [{ type: "null" }, object({ kind: { const: "a" } }), byPath, object({})];
    expect(select(options, { kind: "b", path: 5 }).excluded).to.deep.equal([0, 1]);
  });

  it("does not guess between options that differ in `required` alone", () => {
    const options = [{ required: ["a"] }, { required: ["b"] }];
    expect(select(options, {})).to.deep.equal({ matching: [], selected: [], excluded: [] });
    expect(select(options, { b: 1 }).selected).to.deep.equal([1]);
  });
});

describe("selectedOption", () => {
  it("returns the first of the options that fit equally well", () => {
    const options = [object({ a: {} }), object({ b: {} })];
    const context = { root: { anyOf: options }, isValid: () => true };
    expect(selectedOption(options, {}, context)).to.equal(0);
    expect(selectedOption(options, { b: 1 }, context)).to.equal(1);
  });
});
