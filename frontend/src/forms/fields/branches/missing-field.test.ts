import { expect } from "chai";
import { missingField } from "./missing-field.ts";

describe("missingField", () => {
  const root = { $defs: { deep: { required: ["depth"] } } };
  const branch = { required: ["path"], allOf: [{ $ref: "#/$defs/deep" }] };

  it("is the first field that a branch requires and the value lacks", () => {
    expect(missingField(branch, {}, root)).to.equal("path");
    expect(missingField(branch, { path: "/", depth: undefined }, root)).to.equal("depth");
    expect(missingField(branch, { path: "/", depth: 1 }, root)).to.equal(undefined);
  });

  it("is none without a branch or an object", () => {
    expect(missingField(undefined, {}, root)).to.equal(undefined);
    expect(missingField(branch, undefined, root)).to.equal(undefined);
  });
});
