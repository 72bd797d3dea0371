import { expect } from "chai";
import { formSchema } from "./form-schema.ts";
import { createAjv } from "./validate.ts";

describe("formSchema", () => {
  it("leaves a schema without dependencies as it is", () => {
    const schema = {
      type: "object",
      properties: { a: { oneOf: [{ const: 1 }, true] } },
      required: ["a"],
    };
    expect(formSchema(schema)).to.deep.equal(schema);
  });

  it("renames dependencies for RJSF, at every depth", () => {
    const inner = {
      dependentSchemas: { a: { properties: { b: {} } } },
      dependentRequired: { c: ["d"] },
    };
    expect(formSchema({ properties: { x: inner }, $defs: { y: inner } })).to.deep.equal({
      properties: { x: { dependencies: { a: { properties: { b: {} } }, c: ["d"] } } },
      $defs: { y: { dependencies: { a: { properties: { b: {} } }, c: ["d"] } } },
    });
  });

  it("does not change which values are valid", () => {
    const schema = {
      dependentSchemas: { a: { properties: { b: { type: "string" } } } },
      dependentRequired: { a: ["b"], c: ["d"] },
    };
    const [before, after] = [createAjv().compile(schema), createAjv().compile(formSchema(schema))];
    for (const value of [
      {},
      { a: 1 },
      { a: 1, b: 2 },
      { a: 1, b: "2" },
      { c: 1 },
      { c: 1, d: 1 },
    ]) {
      expect(after(value), JSON.stringify(value)).to.equal(before(value));
    }
  });

  it("removes $id, which RJSF takes for the name of a validator", () => {
    expect(
      formSchema({
        $id: "https://example.org/x",
        $schema: "https://json-schema.org/draft/2020-12/schema",
      }),
    ).to.deep.equal({});
  });
});
