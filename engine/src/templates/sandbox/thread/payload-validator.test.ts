import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { expect } from "chai";
import { richPayloads, richSchema } from "../../../testing/a-rich-schema.ts";
import { compileValidator } from "./payload-validator.ts";

const filled = (schema: SchemaObject, payload: Record<string, unknown> = {}) =>
  compileValidator(schema).validate(payload).payload;

const invalidFields = (schema: SchemaObject, payload: Record<string, unknown> = {}) =>
  compileValidator(schema)
    .validate(payload)
    .errors.map(({ pointer, message }) => `${pointer} ${message}`);

describe("compileValidator", () => {
  const object = (properties: object, ...required: string[]) => ({
    type: "object",
    properties,
    required,
  });

  it("fills in `default`, which satisfies `required`", () => {
    const schema = object({ a: { type: "string", default: "x" } }, "a");
    expect(compileValidator(schema).validate({})).to.deep.equal({
      valid: true,
      errors: [],
      payload: { a: "x" },
    });
  });

  it("requires what is required, whatever kind of value it is, and invents none", () => {
    const option = (kind: string) => object({ kind: { const: kind } }, "kind");
    const kinds: Record<string, SchemaObject> = {
      text: { type: "string" },
      "a boolean": { type: "boolean" },
      "a list": { type: "array", items: { type: "string" } },
      "a list of several": { type: "array", minItems: 2, items: { default: "x" } },
      "an object": object({ a: { type: "string", default: "x" } }),
      "a constant": { const: "DELETE" },
      "a true": { type: "boolean", const: true },
      "one of constants": { type: "string", oneOf: [{ const: "eu" }, { const: "us" }] },
      "any of constants": { anyOf: [{ const: "eu" }, { const: "us" }] },
      "one of values": { type: "string", enum: ["only"] },
      "one of branches": { oneOf: [option("a"), option("b")] },
    };
    for (const [kind, field] of Object.entries(kinds)) {
      const item = object({ l: { type: "array", items: object({ field }, "field") } });
      const inner = object({ o: object({ field }, "field") });
      expect(invalidFields(object({ field }, "field")), kind).to.deep.equal([
        "/payload/field is required",
      ]);
      expect(invalidFields(item, { l: [{}] }), kind).to.deep.equal([
        "/payload/l/0/field is required",
      ]);
      expect(filled(inner), kind).to.deep.equal({});
      expect(filled(object({ field })), kind).to.deep.equal({});
    }
  });

  it("guesses no branch of those that differ in `required` alone", () => {
    const change = object({ increase: object({}), decrease: object({}) });
    const schema = { ...change, oneOf: [{ required: ["increase"] }, { required: ["decrease"] }] };
    expect(filled(schema)).to.deep.equal({});
    expect(invalidFields(schema)).to.deep.equal(["/payload needs increase or decrease"]);
  });

  it("takes `true` and `false` for schemas wherever one may stand", () => {
    const schemas = [
      { anyOf: [true, false] },
      { allOf: [{ properties: { foo: true } }, true] },
      { oneOf: [false, true] },
      { if: true, then: true, else: false },
      { not: false },
      { properties: { foo: true, bar: false } },
      { patternProperties: { x: true }, additionalProperties: true },
      { dependentSchemas: { foo: true, bar: false } },
      { propertyNames: true, contains: true, prefixItems: [true], items: true },
    ];
    for (const v of schemas)
      for (const payload of [{ v: { foo: 1 } }, { v: [1] }, {}])
        expect(invalidFields(object({ v }), payload), JSON.stringify(v)).to.deep.equal([]);
    expect(invalidFields(object({ v: false }), { v: 1 })).to.deep.equal([
      "/payload/v is not allowed here",
    ]);
  });

  it("takes `$ref` for a reference only where a schema stands", () => {
    const data = { $ref: "#/$defs/a" };
    const schemas: SchemaObject[] = [
      { const: data },
      { enum: [data] },
      { default: data },
      { oneOf: [{ const: data }, { const: 1 }] },
      { if: { const: data }, then: { const: data }, else: false },
      { type: "object", properties: { $ref: { type: "string" } } },
    ];
    for (const v of schemas)
      expect(
        compileValidator(object({ v })).validate({ v: data }),
        JSON.stringify(v),
      ).to.deep.equal({ valid: true, errors: [], payload: { v: data } });
    expect(filled(object({ v: { default: data } }))).to.deep.equal({ v: data });
  });

  it("never replaces a given value: one that is not allowed is refused", () => {
    const schema = {
      type: "object",
      properties: { method: { type: "string", enum: ["GET", "POST"], default: "GET" } },
    };
    const checked = compileValidator(schema).validate({ method: "FETCH" });
    expect(checked.payload).to.deep.equal({ method: "FETCH" });
    expect(checked.errors).to.deep.equal([
      { pointer: "/payload/method", message: "must be one of GET, POST", keyword: "enum" },
    ]);
  });

  it("accepts options without fields", () => {
    const schema = {
      type: "object",
      properties: {
        a: {
          type: "object",
          oneOf: [
            { title: "None", properties: {} },
            { properties: { b: { type: "string" } }, required: ["b"] },
          ],
        },
      },
    };
    expect(compileValidator(schema).validate({ a: {} })).to.deep.equal({
      valid: true,
      errors: [],
      payload: { a: {} },
    });
    expect(invalidFields(schema, { a: { b: 5 } })).to.deep.equal([
      "/payload/a/b fits none of the choices together with the other fields",
    ]);
  });

  it("reports missing items of a list, not the missing fields of those items", () => {
    const schema = {
      type: "object",
      required: ["a"],
      properties: { a: { type: "array", minItems: 2, items: { type: "string" } } },
    };
    expect(
      compileValidator(schema)
        .validate({ a: ["x"] })
        .errors.map(({ pointer }) => pointer),
    ).to.deep.equal(["/payload/a"]);
  });

  it("is idempotent: a completed payload stays as it is", () => {
    const { validate } = compileValidator(richSchema);
    for (const payload of richPayloads) {
      const once = validate(payload);
      expect(validate(once.payload), JSON.stringify(payload)).to.deep.equal(once);
    }
  });

  it("does not modify its input", () => {
    const { validate } = compileValidator(richSchema);
    for (const payload of richPayloads) {
      const before = structuredClone(payload);
      validate(payload);
      expect(payload).to.deep.equal(before);
    }
  });

  it("returns the same however often it is called", () => {
    const { validate } = compileValidator(richSchema);
    const answers = () => JSON.stringify(richPayloads.map(validate));
    const first = answers();
    for (let again = 0; again < 5; again++) expect(answers()).to.equal(first);
  });

  it("accepts any number of key names without keeping a validator for each", () => {
    const inner = {
      if: { required: ["k"] },
      then: { properties: { k: { type: "string" } } },
      additionalProperties: { type: "string" },
    };
    const { validate } = compileValidator({
      type: "object",
      properties: { map: { type: "object", ...inner } },
    });
    for (let index = 0; index < 1500; index++)
      expect(validate({ map: { [`key${index}`]: "x" } }).valid).to.equal(true);
  });
});
