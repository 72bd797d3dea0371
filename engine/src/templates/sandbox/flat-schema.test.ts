import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { expect } from "chai";
import fc from "fast-check";
import { flatSchema } from "./flat-schema.ts";
import { compileValidator } from "./thread/payload-validator.ts";

const field = fc.oneof(
  fc.record(
    { type: fc.constant("string"), default: fc.string(), maxLength: fc.nat(8) },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    { type: fc.constant("integer"), default: fc.integer(), minimum: fc.integer({ max: 5 }) },
    { requiredKeys: ["type"] },
  ),
  fc.record({ type: fc.constant("boolean"), default: fc.boolean() }, { requiredKeys: ["type"] }),
  fc.record(
    { type: fc.constant(["string", "number"]), title: fc.string() },
    { requiredKeys: ["type"] },
  ),
  fc.record({
    type: fc.constant("string"),
    enum: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 }),
  }),
);
const key = fc.constantFrom("a", "b", "c", "d");
const schemas = fc.record(
  {
    type: fc.constant("object"),
    properties: fc.dictionary(key, field),
    required: fc.uniqueArray(key),
    additionalProperties: fc.constant(false),
  },
  { requiredKeys: ["type", "properties"] },
);
const payloads = fc.dictionary(
  fc.constantFrom("a", "b", "c", "d", "e"),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant({ a: 1 })),
);

/** Returns the same schema with a keyword that asserts nothing and makes it no flat schema. */
const withFullRules = (schema: SchemaObject): SchemaObject => ({ ...schema, $comment: "not flat" });

describe("flatSchema", () => {
  it("validates and completes a payload as the full rules do", () => {
    fc.assert(
      fc.property(schemas, payloads, (schema, payload) => {
        expect(flatSchema(schema), "is flat").to.not.equal(null);
        expect(flatSchema(withFullRules(schema)), "is not").to.equal(null);
        expect(compileValidator(schema).validate(payload)).to.deep.equal(
          compileValidator(withFullRules(schema)).validate(payload),
        );
      }),
      { numRuns: 60 },
    );
  });

  const notFlat: Record<string, SchemaObject> = {
    "a nested object": { properties: { a: { type: "object" } } },
    "a list": { properties: { a: { type: "array" } } },
    "a branch": { properties: { a: { type: "string" } }, if: { required: ["a"] } },
    "a reference": { properties: { a: { $ref: "#/$defs/a" } } },
    "open keys": { properties: {}, additionalProperties: true },
    "a constant": { properties: { a: { type: "string", const: "x" } } },
  };
  for (const [what, schema] of Object.entries(notFlat)) {
    it(`leaves ${what} to the full rules`, () => {
      expect(flatSchema({ type: "object", ...schema })).to.equal(null);
    });
  }
});
