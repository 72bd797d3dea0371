import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { expect } from "chai";
import fc from "fast-check";
import { inlineValidator } from "./inline-validator.ts";
import { compileValidator } from "./thread/payload-validator.ts";

const limits = {
  minimum: fc.integer({ min: -3, max: 1 }),
  maximum: fc.double({ min: 0.5, max: 3, noNaN: true }),
  exclusiveMinimum: fc.integer({ min: -3, max: 0 }),
  exclusiveMaximum: fc.integer({ min: 1, max: 3 }),
  minLength: fc.nat(1),
  maxLength: fc.integer({ min: 1, max: 3 }),
};
/** Few enough for random schemas to accept some of them. */
const scalar = fc.constantFrom<string | number | boolean>(
  "",
  "a",
  "éa",
  "😀",
  "😀a",
  -1,
  0,
  0.5,
  1,
  2,
  true,
  false,
);
const types = fc.constantFrom("string", "number", "integer", "boolean");
const field = fc.record(
  {
    type: fc.oneof(types, fc.uniqueArray(types, { minLength: 2 })),
    default: scalar,
    enum: fc.uniqueArray(scalar, { minLength: 4, maxLength: 12 }),
    ...limits,
  },
  { requiredKeys: ["type"] },
);
const key = fc.constantFrom("a", "b", "c");
const schemas = fc.record(
  {
    type: fc.constant("object"),
    properties: fc.dictionary(key, field),
    required: fc.uniqueArray(key),
  },
  { requiredKeys: ["properties"] },
);
const payloads = fc.dictionary(
  fc.oneof({ weight: 9, arbitrary: key }, fc.constant("toString")),
  fc.oneof({ weight: 20, arbitrary: scalar }, fc.constant(null)),
  {
    maxKeys: 3,
  },
);

describe("inlineValidator", () => {
  it("accepts only what the sandbox accepts, and completes it in the same way", () => {
    let agreed = 0;
    fc.assert(
      fc.property(
        schemas,
        fc.array(payloads, { minLength: 40, maxLength: 40 }),
        (schema, given) => {
          const validator = compileValidator(schema);
          for (const payload of given) {
            const complete = inlineValidator(schema)?.complete(payload) ?? null;
            if (complete === null) continue;
            agreed++;
            expect(validator.validate(payload)).to.deep.equal({
              valid: true,
              errors: [],
              payload: complete,
            });
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(agreed).to.be.above(100);
  });

  const aField = (field: unknown): SchemaObject => ({ type: "object", properties: { a: field } });
  const accepts = (schema: SchemaObject, a: unknown) =>
    (inlineValidator(schema)?.complete({ a }) ?? null) !== null;

  it("tests every keyword that it supports", () => {
    const cases: [field: SchemaObject, fits: unknown, not: unknown][] = [
      [{ type: "string" }, "x", 1],
      [{ type: "integer" }, 1, 1.5],
      [{ type: "number" }, 1.5, Number.NaN],
      [{ type: "boolean" }, false, 0],
      [{ type: ["string", "number"] }, 1, true],
      [{ type: "string", enum: ["x", "y"] }, "y", "z"],
      [{ type: "number", minimum: 1, exclusiveMaximum: 2 }, 1, 2],
      [{ type: "number", exclusiveMinimum: 1, maximum: 2 }, 2, 1],
      [{ type: "string", minLength: 1, maxLength: 2 }, "xx", "xxx"],
      [{ type: "string", minLength: 1 }, "xx", ""],
    ];
    for (const [field, fits, not] of cases) {
      expect(
        [accepts(aField(field), fits), accepts(aField(field), not)],
        JSON.stringify(field),
      ).to.deep.equal([true, false]);
    }
  });

  it("fills in defaults without modifying its input", () => {
    const sent = { b: "x" };
    const schema = {
      type: "object",
      properties: { a: { type: "integer", default: 1 }, b: { type: "string" } },
    };
    expect(inlineValidator(schema)?.complete(sent)).to.deep.equal({ a: 1, b: "x" });
    expect(sent).to.deep.equal({ b: "x" });
  });

  it("accepts no payload with keys that are missing, unknown or inherited", () => {
    const schema = {
      type: "object",
      required: ["toString"],
      properties: { toString: { type: "string" }, a: { type: "string" } },
    };
    expect(inlineValidator(schema)?.complete({})).to.equal(null);
    expect(inlineValidator(schema)?.complete({ toString: "x", b: "x" })).to.equal(null);
    expect(inlineValidator(schema)?.complete({ toString: "x" })).to.deep.equal({ toString: "x" });
  });

  it("leaves schemas to the sandbox that need more than comparisons", () => {
    const words = [
      { pattern: "^a" },
      { format: "date" },
      { multipleOf: 2 },
      { enum: [{ a: 1 }] },
      { minimum: "1" },
      { required: true },
    ];
    for (const word of words)
      expect(inlineValidator(aField({ type: "string", ...word })), JSON.stringify(word)).to.equal(
        null,
      );
    for (const root of [{ type: "array" }, { required: "a" }, { allOf: [] }]) {
      expect(
        inlineValidator({ ...aField({ type: "string" }), ...root }),
        JSON.stringify(root),
      ).to.equal(null);
    }
  });
});
