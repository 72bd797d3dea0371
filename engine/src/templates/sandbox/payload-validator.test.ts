import { formDefaults, formSchema } from "@formwork/contracts/schema/form-schema";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { createSchemaUtils, type RJSFSchema } from "@rjsf/utils";
import { type CustomValidatorOptionsType, customizeValidator } from "@rjsf/validator-ajv8";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { richPayloads, richSchema } from "../../testing/a-rich-schema.ts";
import { compileValidator } from "./payload-validator.ts";

const filled = (schema: SchemaObject, payload: Record<string, unknown> = {}) =>
  compileValidator(schema).validate(payload).payload;

/** Returns what RJSF itself makes of a payload, with its own validator: the data of a form. */
function asInForm(schema: SchemaObject, payload: Record<string, unknown> = {}): unknown {
  const read: RJSFSchema = formSchema(schema);
  // RJSF's type names the class of another draft; it works with this one.
  const validator = customizeValidator({
    AjvClass: Ajv2020 as unknown as NonNullable<CustomValidatorOptionsType["AjvClass"]>,
  });
  // As JSON, since that is how a form's data is sent.
  return JSON.parse(
    JSON.stringify(
      createSchemaUtils(validator, read, formDefaults).getDefaultFormState(read, payload),
    ),
  );
}

describe("compileValidator", () => {
  describe("fills in defaults as RJSF does in a form:", () => {
    const object = (properties: object, more: object = {}) => ({
      type: "object",
      properties,
      ...more,
    });
    const text = (value: string) => ({ type: "string", default: value });
    const conditional = object(
      { on: { type: "boolean" } },
      {
        if: { properties: { on: { const: true } }, required: ["on"] },
        then: { properties: { speed: { type: "integer", default: 3 } } },
        else: { properties: { reason: text("off") } },
      },
    );
    const cases: [
      name: string,
      schema: SchemaObject,
      given: Record<string, unknown>,
      expected: object,
    ][] = [
      ["fields", object({ a: text("x"), b: { type: "string" } }), {}, { a: "x" }],
      [
        "fields inside fields",
        object({ a: object({ b: object({ c: text("x") }) }) }),
        {},
        { a: { b: { c: "x" } } },
      ],
      [
        "a default of an object, beside those of its fields",
        object({ a: object({ b: text("x"), c: text("y") }, { default: { b: "z" } }) }),
        {},
        { a: { b: "x", c: "y" } },
      ],
      [
        "no empty objects that may be absent",
        object({ a: object({ b: { type: "string" } }) }),
        {},
        {},
      ],
      [
        "items that have to be there",
        object(
          { a: { type: "array", minItems: 2, items: object({ b: text("x") }) } },
          { required: ["a"] },
        ),
        {},
        { a: [{ b: "x" }, { b: "x" }] },
      ],
      [
        "no items of lists that may be absent",
        object({ a: { type: "array", minItems: 2, items: object({ b: text("x") }) } }),
        {},
        {},
      ],
      [
        "fields of items that are there",
        object({ a: { type: "array", items: object({ b: text("x"), c: {} }) } }),
        { a: [{}, { c: 1 }] },
        { a: [{ b: "x" }, { b: "x", c: 1 }] },
      ],
      [
        "the first option",
        object({
          a: {
            oneOf: [
              object({ k: { const: 1 }, x: text("x") }),
              object({ k: { const: 2 }, y: text("y") }),
            ],
          },
        }),
        {},
        { a: { k: 1, x: "x" } },
      ],
      [
        "the option that is meant",
        object({
          a: {
            type: "object",
            oneOf: [
              object({ k: { const: 1 }, x: text("x") }),
              object({ k: { const: 2 }, y: text("y") }),
            ],
          },
        }),
        { a: { k: 2 } },
        { a: { k: 2, y: "y" } },
      ],
      ["then", conditional, { on: true }, { on: true, speed: 3 }],
      ["else", conditional, {}, { reason: "off" }],
      [
        "what a field brings along",
        object({ a: {} }, { dependentSchemas: { a: { properties: { b: text("x") } } } }),
        { a: 1 },
        { a: 1, b: "x" },
      ],
      [
        "nothing for a field that is not there",
        object({ a: {} }, { dependentSchemas: { a: { properties: { b: text("x") } } } }),
        {},
        {},
      ],
      [
        "references",
        { ...object({ a: { $ref: "#/$defs/d" } }), $defs: { d: object({ b: text("x") }) } },
        {},
        { a: { b: "x" } },
      ],
      ["constants", object({ a: { const: 5 } }, { required: ["a"] }), {}, { a: 5 }],
      [
        "all of several",
        object({}, { allOf: [object({ a: text("x") }), object({ b: text("y") })] }),
        {},
        { a: "x", b: "y" },
      ],
    ];
    for (const [name, schema, given, expected] of cases) {
      it(name, () => {
        expect(filled(schema, given)).to.deep.equal(expected);
        expect(asInForm(schema, given)).to.deep.equal(expected);
      });
    }
  });

  it("never replaces a given value: one that is not allowed is refused, where RJSF would take the default", () => {
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
    // The option without fields matches; fields that only the other option has are dropped.
    expect(compileValidator(schema).validate({ a: { b: 5 } }).payload).to.deep.equal({ a: {} });
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
