import { expect } from "chai";
import fc from "fast-check";
import { validatorOfParts } from "../../testing/validator-of-parts.ts";
import type { SchemaObject } from "../schema-tree.ts";
import { stripPayload } from "./strip-payload.ts";

function strip(schema: SchemaObject, payload: SchemaObject) {
  const { payload: kept, unknown } = stripPayload({
    schema,
    payload,
    isValid: validatorOfParts(schema),
  });
  return { kept, unknown: unknown.map(({ pointer }) => pointer) };
}

describe("stripPayload", () => {
  describe("removes the values of branches that do not apply", () => {
    const withProxy = {
      properties: { proxy: { type: "boolean" } },
      if: { properties: { proxy: { const: true } }, required: ["proxy"] },
      then: { properties: { host: {} } },
      else: { properties: { reason: {} } },
    };

    it("of if, then and else", () => {
      expect(strip(withProxy, { proxy: true, host: "a", reason: "b" })).to.deep.equal({
        kept: { proxy: true, host: "a" },
        unknown: [],
      });
      expect(strip(withProxy, { proxy: false, host: "a", reason: "b" }).kept).to.deep.equal({
        proxy: false,
        reason: "b",
      });
      expect(strip(withProxy, { host: "a", reason: "b" }).kept).to.deep.equal({ reason: "b" });
    });

    const byKind = {
      oneOf: [
        {
          properties: { kind: { const: "card" }, number: { type: "string" } },
          required: ["kind", "number"],
        },
        {
          properties: { kind: { const: "cash" }, coins: { type: "integer" } },
          required: ["kind", "coins"],
        },
      ],
    };

    it("of oneOf", () => {
      expect(strip(byKind, { kind: "cash", coins: 3, number: "1" }).kept).to.deep.equal({
        kind: "cash",
        coins: 3,
      });
    });

    it("of the other options, where the value has the discriminator of one but is not valid yet", () => {
      expect(strip(byKind, { kind: "cash", coins: "x", number: "1" }).kept).to.deep.equal({
        kind: "cash",
        coins: "x",
      });
    });

    it("but none where no option is selected, so that validation reports it", () => {
      expect(strip(byKind, { kind: "cheque", coins: 3, number: "1" })).to.deep.equal({
        kept: { kind: "cheque", coins: 3, number: "1" },
        unknown: [],
      });
    });

    it("of anyOf, of which several may apply", () => {
      const schema = {
        anyOf: [
          { properties: { a: { type: "string" } }, required: ["a"] },
          { properties: { b: { type: "string" } }, required: ["b"] },
        ],
      };
      expect(strip(schema, { a: "1", b: "2" }).kept).to.deep.equal({ a: "1", b: "2" });
      expect(strip(schema, { a: "1", b: 2 })).to.deep.equal({
        kept: { a: "1", b: 2 },
        unknown: ["/b"],
      });
    });

    it("of overlapping options none, and lists what only an option without a discriminator names", () => {
      const byPath = { properties: { path: {} }, required: ["path"] };
      const withDepth = {
        properties: { path: {}, depth: { type: "integer" } },
        required: ["path", "depth"],
      };
      const schema = { properties: { what: { anyOf: [byPath, withDepth] } } };
      const both = { what: { path: "/x", depth: 2 } };
      expect(strip(schema, both)).to.deep.equal({ kept: both, unknown: [] });
      const misfit = { what: { path: "/x", depth: "2" } };
      expect(strip(schema, misfit)).to.deep.equal({ kept: misfit, unknown: ["/what/depth"] });
    });

    it("of dependentSchemas", () => {
      const schema = {
        properties: { card: {} },
        dependentSchemas: { card: { properties: { address: {} } } },
      };
      expect(strip(schema, { card: 1, address: 2 }).kept).to.deep.equal({ card: 1, address: 2 });
      expect(strip(schema, { address: 2 }).kept).to.deep.equal({});
    });

    it("at any depth: in fields, items, further keys and behind references, also of a definition that refers to itself", () => {
      const schema = {
        $defs: {
          node: {
            type: "object",
            properties: { how: byKind, inner: { type: "array", items: { $ref: "#/$defs/node" } } },
          },
        },
        properties: {
          tree: { $ref: "#/$defs/node" },
          map: { additionalProperties: { allOf: [byKind] } },
        },
      };
      const stale = { kind: "cash", coins: 3, number: "1" };
      const clean = { kind: "cash", coins: 3 };
      expect(
        strip(schema, {
          tree: { inner: [{ how: stale }, { inner: [{ how: stale }] }] },
          map: { x: stale },
        }).kept,
      ).to.deep.equal({
        tree: { inner: [{ how: clean }, { inner: [{ how: clean }] }] },
        map: { x: clean },
      });
    });

    it("but not a value that another schema names as well", () => {
      expect(
        strip(
          { ...withProxy, properties: { ...withProxy.properties, host: {} } },
          { proxy: false, host: "a" },
        ).kept,
      ).to.have.property("host");
    });
  });

  describe("lists fields that no schema names", () => {
    const schema = {
      properties: {
        url: {},
        more: { properties: { a: {} } },
        free: { type: "object" },
        list: { items: { properties: { b: {} } } },
      },
    };

    it("at every level, and keeps them", () => {
      const payload = { urll: 1, more: { a: 1, x: 2 }, list: [{ b: 1 }, { c: 1 }] };
      expect(strip(schema, payload)).to.deep.equal({
        kept: payload,
        unknown: ["/urll", "/more/x", "/list/1/c"],
      });
    });

    it("suggests the near name", () => {
      const [fault] = stripPayload({
        schema,
        payload: { urll: 1 },
        isValid: validatorOfParts(schema),
      }).unknown;
      expect(fault?.message).to.equal("is not a known field; did you mean url?");
    });

    it("unless the schema allows others, or names no field at all", () => {
      expect(strip(schema, { free: { any: 1 } }).unknown).to.deep.equal([]);
      expect(
        strip({ properties: {}, additionalProperties: { type: "string" } }, { any: "x" }).unknown,
      ).to.deep.equal([]);
      expect(
        strip({ properties: {}, patternProperties: { "^x-": {} } }, { "x-any": 1, any: 1 }).unknown,
      ).to.deep.equal(["/any"]);
      expect(
        strip({ properties: {}, unevaluatedProperties: true }, { any: 1 }).unknown,
      ).to.deep.equal([]);
    });

    it("but leaves them to the validator where the schema itself refuses them", () => {
      expect(
        strip({ properties: {}, additionalProperties: false }, { any: 1 }).unknown,
      ).to.deep.equal([]);
    });

    it("allows no field under an empty schema", () => {
      expect(strip({ type: "object" }, { any: 1 }).unknown).to.deep.equal(["/any"]);
    });
  });

  it("treats names that objects inherit like any other", () => {
    const payload = JSON.parse('{"toString": 1, "__proto__": {"a": 1}}');
    expect(strip({ properties: { a: {} } }, payload).unknown).to.deep.equal([
      "/toString",
      "/__proto__",
    ]);
  });

  it("changes nothing when applied twice", () => {
    const schema: SchemaObject = {
      properties: { kind: {}, a: { properties: { b: {} } } },
      oneOf: [
        { properties: { kind: { const: 1 }, x: { type: "number" } }, required: ["x"] },
        { properties: { kind: { const: 2 }, y: { type: "number" } }, required: ["y"] },
      ],
    };
    const isValid = validatorOfParts(schema);
    const value = fc.oneof(
      fc.integer({ min: 0, max: 3 }),
      fc.string({ maxLength: 2 }),
      fc.record({ b: fc.integer() }, { requiredKeys: [] }),
    );
    const payload = fc.dictionary(fc.constantFrom("kind", "a", "x", "y", "z"), value);
    fc.assert(
      fc.property(payload, (given) => {
        const once = stripPayload({ schema, payload: given, isValid });
        expect(stripPayload({ schema, payload: once.payload, isValid })).to.deep.equal(once);
      }),
    );
  });
});
