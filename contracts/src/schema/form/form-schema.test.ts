import { expect } from "chai";
import { createAjv } from "../validate.ts";
import { formSchema } from "./form-schema.ts";

describe("formSchema", () => {
  it("leaves a schema without dependencies and defaults as it is", () => {
    const schema = {
      type: "object",
      properties: { a: { oneOf: [{ const: 1 }, { const: 2 }] } },
      additionalProperties: false,
      required: ["a"],
    };
    expect(formSchema(schema)).to.deep.equal(schema);
  });

  it("leaves out defaults, which RJSF would fill in by its own rules, but keeps data as it is", () => {
    const data = { default: 1, $ref: "#/x", $id: "y", properties: { a: true } };
    const schema = {
      properties: { default: { default: 2, const: data, enum: [data], examples: [data] } },
    };
    expect(formSchema(schema)).to.deep.equal({
      properties: { default: { const: data, enum: [data], examples: [data] } },
    });
  });

  it("makes defaults of the constants by which a branch is marked, and of no others", () => {
    const branch = (kind: string) => ({
      properties: { kind: { const: kind }, sure: { const: true } },
    });
    const schema = {
      $defs: { b: branch("b") },
      properties: { a: { oneOf: [branch("a"), { $ref: "#/$defs/b" }, { const: "none" }] } },
    };
    const marked = (kind: string) => ({
      properties: { kind: { const: kind, default: kind }, sure: { const: true } },
    });
    expect(formSchema(schema)).to.deep.equal({
      $defs: { b: marked("b") },
      properties: {
        a: { oneOf: [marked("a"), { $ref: "#/$defs/b" }, { const: "none", default: "none" }] },
      },
    });
  });

  it("makes objects of schemas that are true or false, where RJSF reads objects only", () => {
    const schema = { properties: { a: true, b: { anyOf: [true, false] } }, items: false };
    expect(formSchema(schema)).to.deep.equal({
      properties: { a: {}, b: { anyOf: [{}, { not: {} }] } },
      items: false,
    });
  });

  it("adds dependencies by the name that RJSF reads, at every depth", () => {
    const inner = {
      dependentSchemas: { a: { properties: { b: {} } } },
      dependentRequired: { c: ["d"] },
    };
    const renamed = { dependencies: { a: { properties: { b: {} } }, c: ["d"] } };
    expect(formSchema({ properties: { x: inner }, $defs: { y: inner } })).to.deep.equal({
      properties: { x: { ...inner, ...renamed } },
      $defs: { y: { ...inner, ...renamed } },
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
