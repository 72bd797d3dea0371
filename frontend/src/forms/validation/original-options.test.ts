import { formSchema } from "@formwork/contracts/schema/form/form-schema";
import { expect } from "chai";
import { originalOptions } from "./original-options.ts";

describe("originalOptions", () => {
  it("finds the option of the payload schema from a copy of the one that is drawn", () => {
    const first = { properties: { kind: { const: "a" }, n: { type: "integer", default: 1 } } };
    const second = { properties: { kind: { const: "b" } } };
    const schema = { properties: { what: { oneOf: [first, second] } } };
    const form = formSchema(schema);
    const originalOf = originalOptions(schema, form);
    const { what } = form.properties as { what: { oneOf: object[] } };
    expect(originalOf(structuredClone(what.oneOf[0]))).to.equal(first);
    expect(originalOf(structuredClone(what.oneOf[1]))).to.equal(second);
    expect(originalOf({ merged: true })).to.deep.equal({ merged: true });
  });
});
