import { expect } from "chai";
import fc from "fast-check";
import { validatorOfParts } from "../../testing/validator-of-parts.ts";
import type { SchemaObject } from "../schema-tree.ts";
import { fillDefaults } from "./fill-defaults.ts";

function fill(schema: SchemaObject, value: unknown): unknown {
  return fillDefaults(value, { root: schema, isValid: validatorOfParts(schema) });
}

const object = (properties: object, more: object = {}) => ({
  type: "object",
  properties,
  ...more,
});
const text = (value: string) => ({ type: "string", default: value });

type Case = [name: string, schema: SchemaObject, given: object, expected: object];

function itFills(cases: Case[]): void {
  for (const [name, schema, given, expected] of cases) {
    it(name, () => {
      const before = structuredClone(given);
      expect(fill(schema, given)).to.deep.equal(expected);
      expect(given, "its input").to.deep.equal(before);
    });
  }
}

describe("fillDefaults", () => {
  describe("fills in the default of an absent property", () => {
    const tree = {
      $defs: { node: object({ name: text("x"), next: { $ref: "#/$defs/node" } }) },
      ...object({ root: { $ref: "#/$defs/node" } }),
    };
    itFills([
      ["of an object", object({ a: text("x"), b: { type: "string" } }), {}, { a: "x" }],
      ["that is null", object({ a: { type: ["string", "null"], default: null } }), {}, { a: null }],
      [
        "that is false or empty",
        object({ a: { default: false }, b: text("") }),
        {},
        { a: false, b: "" },
      ],
      [
        "of objects that are there",
        object({ a: object({ b: text("x") }) }),
        { a: {} },
        { a: { b: "x" } },
      ],
      [
        "inside a default",
        object({ a: object({ b: text("x"), c: text("y") }, { default: { b: "z" } }) }),
        {},
        { a: { b: "z", c: "y" } },
      ],
      [
        "of items that are there",
        object({ a: { type: "array", items: object({ b: text("x"), c: {} }) } }),
        { a: [{}, { c: 1 }] },
        { a: [{ b: "x" }, { b: "x", c: 1 }] },
      ],
      [
        "of items by their place, and of the items after those",
        object({ a: { prefixItems: [object({ b: text("x") })], items: object({ c: text("y") }) } }),
        { a: [{}, {}] },
        { a: [{ b: "x" }, { c: "y" }] },
      ],
      [
        "of free keys",
        object({ a: { additionalProperties: object({ b: text("x") }) } }),
        { a: { k: {} } },
        { a: { k: { b: "x" } } },
      ],
      [
        "of keys by their pattern",
        object({ a: { patternProperties: { "^k": object({ b: text("x") }) } } }),
        { a: { k: {}, other: {} } },
        { a: { k: { b: "x" }, other: {} } },
      ],
      [
        "behind a reference",
        { ...object({ a: { $ref: "#/$defs/d" } }), $defs: { d: text("x") } },
        {},
        { a: "x" },
      ],
      [
        "beside a reference, which comes before the one behind it",
        { ...object({ a: { $ref: "#/$defs/d", default: "y" } }), $defs: { d: text("x") } },
        {},
        { a: "y" },
      ],
      [
        "of a definition that refers to itself",
        tree,
        { root: { next: {} } },
        { root: { name: "x", next: { name: "x" } } },
      ],
      [
        "of several schemas that apply: the first counts",
        object(
          { a: text("x") },
          { allOf: [object({ a: text("other") }), object({ b: text("y") })] },
        ),
        {},
        { a: "x", b: "y" },
      ],
      [
        "named like a keyword",
        object({ $ref: text("x"), default: text("y"), properties: {} }),
        {},
        { $ref: "x", default: "y" },
      ],
    ]);
  });

  describe("fills in by the branch", () => {
    const condition = {
      if: { properties: { on: { const: true } }, required: ["on"] },
      then: { properties: { speed: { type: "integer", default: 3 } } },
      else: { properties: { reason: text("off") } },
    };
    const conditional = object({ on: { type: "boolean" } }, condition);
    const byKind = {
      oneOf: [
        object({ kind: { const: 1 }, x: text("x") }, { required: ["kind", "x", "given"] }),
        object({ kind: { const: 2 }, y: text("y") }, { required: ["kind"] }),
      ],
    };
    itFills([
      ["of then", conditional, { on: true }, { on: true, speed: 3 }],
      ["of else", conditional, {}, { reason: "off" }],
      [
        "that a default decides",
        object({ on: { default: true } }, condition),
        {},
        { on: true, speed: 3 },
      ],
      [
        "of a dependency",
        object({ a: {} }, { dependentSchemas: { a: { properties: { b: text("x") } } } }),
        { a: 1 },
        { a: 1, b: "x" },
      ],
      [
        "of the option under which the value is valid",
        object({ a: byKind }),
        { a: { kind: 2 } },
        { a: { kind: 2, y: "y" } },
      ],
      [
        "of the option whose discriminator it has",
        object({ a: byKind }),
        { a: { kind: 1 } },
        { a: { kind: 1, x: "x" } },
      ],
      [
        "of the option that its defaults make valid",
        object({
          a: {
            oneOf: [
              object({ b: {}, c: text("x") }, { required: ["b", "c"] }),
              object({}, { required: ["d"] }),
            ],
          },
        }),
        { a: { b: 1 } },
        { a: { b: 1, c: "x" } },
      ],
      [
        "of the one option for objects",
        object({
          a: { anyOf: [{ type: "null" }, object({ b: text("x"), c: {} }, { required: ["c"] })] },
        }),
        { a: {} },
        { a: { b: "x" } },
      ],
      [
        "of no option where several fit",
        object({ a: { anyOf: [object({ b: text("x") }), object({ c: text("y") })] } }),
        { a: {} },
        { a: {} },
      ],
      [
        "of no option where none does",
        object({ a: byKind }),
        { a: { kind: 3 } },
        { a: { kind: 3 } },
      ],
      ["but not of a condition", object({}, { if: { properties: { a: text("x") } } }), {}, {}],
      [
        "but not of what must not be",
        object({}, { not: { properties: { a: text("x") }, required: ["b"] } }),
        {},
        {},
      ],
    ]);
  });

  describe("invents nothing:", () => {
    itFills([
      ["no constant", object({ a: { const: 5 } }, { required: ["a"] }), {}, {}],
      [
        "no first constant of oneOf",
        object({ a: { oneOf: [{ const: 1 }, { const: 2 }] } }, { required: ["a"] }),
        {},
        {},
      ],
      [
        "no first constant of anyOf",
        object({ a: { type: "string", anyOf: [{ const: "x" }] } }),
        {},
        {},
      ],
      [
        "no first option",
        object({ a: { oneOf: [object({ b: text("x") }), { type: "null" }] } }, { required: ["a"] }),
        {},
        {},
      ],
      [
        "no option by `required` alone",
        object({
          a: {
            oneOf: [{ required: ["b"] }, { required: ["c"] }],
            properties: { b: object({}), c: object({}) },
          },
        }),
        { a: {} },
        { a: {} },
      ],
      ["no boolean", object({ a: { type: "boolean" } }, { required: ["a"] }), {}, {}],
      ["no list", object({ a: { type: "array", items: text("x") } }, { required: ["a"] }), {}, {}],
      [
        "no items",
        object({ a: { type: "array", minItems: 2, items: text("x") } }),
        { a: [] },
        { a: [] },
      ],
      ["no object", object({ a: object({ b: text("x") }) }, { required: ["a"] }), {}, {}],
      [
        "nothing in place of a null",
        object({ a: object({ b: text("x") }, { default: {} }) }),
        { a: null },
        { a: null },
      ],
      [
        "nothing under false and true",
        object({ a: true, b: false, c: { anyOf: [true, false] } }),
        {},
        {},
      ],
    ]);
  });

  it("copies defaults, so that no two payloads share one", () => {
    const schema = object({ a: { type: "array", default: [{ b: 1 }] } });
    const [first, second] = [fill(schema, {}), fill(schema, {})] as { a: unknown[] }[];
    expect(first?.a).not.to.equal(second?.a);
    expect(first?.a).not.to.equal(schema.properties);
  });

  it("refuses defaults without end, and defaults that multiply", () => {
    const endless = {
      $defs: { node: object({ next: { $ref: "#/$defs/node", default: {} } }) },
      $ref: "#/$defs/node",
    };
    expect(() => fill(endless, {})).to.throw("fills itself in without end");
    const ten = (name: string) => ({
      default: Array(20).fill({}),
      items: { $ref: `#/$defs/${name}` },
    });
    const multiplying = {
      $defs: {
        a: object({ x: ten("b") }),
        b: object({ x: ten("c") }),
        c: object({ x: ten("d") }),
        d: object({ x: ten("e") }),
        e: object({ x: ten("f") }),
        f: {},
      },
      $ref: "#/$defs/a",
    };
    expect(() => fill(multiplying, {})).to.throw("more than 100000 values");
  });

  it("changes nothing when applied twice, and no value that is there", () => {
    const schema = object(
      {
        kind: { enum: [1, 2] },
        a: object({ b: text("x") }, { default: {} }),
        list: { items: object({ c: { default: 0 } }) },
      },
      {
        oneOf: [
          object({ kind: { const: 1 }, x: text("x") }),
          object({ kind: { const: 2 }, y: text("y") }),
        ],
      },
    );
    const leaf = fc.oneof(
      fc.integer({ min: 0, max: 3 }),
      fc.constant(null),
      fc.constant({}),
      fc.constant([{}, 1]),
    );
    const payload = fc.dictionary(fc.constantFrom("kind", "a", "list", "x", "z"), leaf);
    fc.assert(
      fc.property(payload, (given) => {
        const once = fill(schema, given);
        expect(fill(schema, once)).to.deep.equal(once);
        expect(once).to.include.keys(...Object.keys(given), "a");
      }),
    );
  });
});
