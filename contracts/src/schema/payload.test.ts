import { expect } from "chai";
import fc from "fast-check";
import { checkPayload, completePayload, type Payload, stripPayload } from "./payload.ts";
import type { SchemaObject } from "./schema-tree.ts";
import { createAjv } from "./validate.ts";

/** Answers whether a value fits a part of `schema`, as a validator would. */
function judge(schema: SchemaObject) {
  const ajv = createAjv();
  ajv.addSchema(schema, "root");
  return (part: SchemaObject, value: unknown) =>
    ajv.validate(
      JSON.parse(JSON.stringify(part).replaceAll('"$ref":"#', '"$ref":"root#')),
      value,
    ) === true;
}

function exact(schema: SchemaObject, payload: Payload) {
  const { payload: kept, unknown } = stripPayload({ schema, payload, isValid: judge(schema) });
  return { kept, unknown: unknown.map(({ pointer }) => pointer) };
}

describe("stripPayload", () => {
  describe("drops the values of branches that do not apply", () => {
    const withProxy = {
      properties: { proxy: { type: "boolean" } },
      if: { properties: { proxy: { const: true } }, required: ["proxy"] },
      then: { properties: { host: {} } },
      else: { properties: { reason: {} } },
    };

    it("of if, then and else", () => {
      expect(exact(withProxy, { proxy: true, host: "a", reason: "b" })).to.deep.equal({
        kept: { proxy: true, host: "a" },
        unknown: [],
      });
      expect(exact(withProxy, { proxy: false, host: "a", reason: "b" }).kept).to.deep.equal({
        proxy: false,
        reason: "b",
      });
      expect(exact(withProxy, { host: "a", reason: "b" }).kept).to.deep.equal({ reason: "b" });
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
      expect(exact(byKind, { kind: "cash", coins: 3, number: "1" }).kept).to.deep.equal({
        kind: "cash",
        coins: 3,
      });
    });

    it("of the option that is meant but not yet valid", () => {
      expect(exact(byKind, { kind: "cash", coins: "x", number: "1" }).kept).to.deep.equal({
        kind: "cash",
        coins: "x",
      });
    });

    it("but keeps everything where no option is meant, so that validation can say so", () => {
      expect(exact(byKind, { kind: "cheque", coins: 3, number: "1" })).to.deep.equal({
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
      expect(exact(schema, { a: "1", b: "2" }).kept).to.deep.equal({ a: "1", b: "2" });
      expect(exact(schema, { a: "1", b: 2 }).kept).to.deep.equal({ a: "1" });
    });

    it("of dependentSchemas", () => {
      const schema = {
        properties: { card: {} },
        dependentSchemas: { card: { properties: { address: {} } } },
      };
      expect(exact(schema, { card: 1, address: 2 }).kept).to.deep.equal({ card: 1, address: 2 });
      expect(exact(schema, { address: 2 }).kept).to.deep.equal({});
    });

    it("deep inside: in fields, items, further keys and behind references, also of a definition that refers to itself", () => {
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
        exact(schema, {
          tree: { inner: [{ how: stale }, { inner: [{ how: stale }] }] },
          map: { x: stale },
        }).kept,
      ).to.deep.equal({
        tree: { inner: [{ how: clean }, { inner: [{ how: clean }] }] },
        map: { x: clean },
      });
    });

    it("but not a value that another schema speaks about as well", () => {
      expect(
        exact(
          { ...withProxy, properties: { ...withProxy.properties, host: {} } },
          { proxy: false, host: "a" },
        ).kept,
      ).to.have.property("host");
    });
  });

  describe("names keys that nothing knows", () => {
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
      expect(exact(schema, payload)).to.deep.equal({
        kept: payload,
        unknown: ["/urll", "/more/x", "/list/1/c"],
      });
    });

    it("suggests the near name", () => {
      const [fault] = stripPayload({
        schema,
        payload: { urll: 1 },
        isValid: judge(schema),
      }).unknown;
      expect(fault?.message).to.equal("is not a known field; did you mean url?");
    });

    it("unless the schema lets them in, or names no field at all", () => {
      expect(exact(schema, { free: { any: 1 } }).unknown).to.deep.equal([]);
      expect(
        exact({ properties: {}, additionalProperties: { type: "string" } }, { any: "x" }).unknown,
      ).to.deep.equal([]);
      expect(
        exact({ properties: {}, patternProperties: { "^x-": {} } }, { "x-any": 1, any: 1 }).unknown,
      ).to.deep.equal(["/any"]);
      expect(
        exact({ properties: {}, unevaluatedProperties: true }, { any: 1 }).unknown,
      ).to.deep.equal([]);
    });

    it("leaves it to the validator where the schema itself refuses them", () => {
      expect(
        exact({ properties: {}, additionalProperties: false }, { any: 1 }).unknown,
      ).to.deep.equal([]);
    });

    it("takes an empty schema for a payload without fields", () => {
      expect(exact({ type: "object" }, { any: 1 }).unknown).to.deep.equal(["/any"]);
    });
  });

  it("handles names that objects inherit like any other", () => {
    const payload = JSON.parse('{"toString": 1, "__proto__": {"a": 1}}');
    expect(exact({ properties: { a: {} } }, payload).unknown).to.deep.equal([
      "/toString",
      "/__proto__",
    ]);
  });

  it("does nothing a second time, whatever comes in", () => {
    const schema: SchemaObject = {
      properties: { kind: {}, a: { properties: { b: {} } } },
      oneOf: [
        { properties: { kind: { const: 1 }, x: { type: "number" } }, required: ["x"] },
        { properties: { kind: { const: 2 }, y: { type: "number" } }, required: ["y"] },
      ],
    };
    const isValid = judge(schema);
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

describe("completePayload", () => {
  const complete = (schema: SchemaObject, payload: Payload, defaults: object) =>
    completePayload({
      schema,
      payload,
      isValid: judge(schema),
      fill: (given) => ({ ...defaults, ...given }),
    }).payload;

  it("fills in what is missing", () => {
    expect(complete({ properties: { a: {}, b: {} } }, { a: 1 }, { a: 0, b: 2 })).to.deep.equal({
      a: 1,
      b: 2,
    });
  });

  it("never replaces what was given, even by a fill that would", () => {
    const schema = { properties: { a: {}, list: {} } };
    const fill = () => ({ a: "default", list: [{ x: 0, y: 1 }, { y: 2 }] });
    const { payload } = completePayload({
      schema,
      payload: { a: "given", list: [{ x: 5 }] },
      isValid: judge(schema),
      fill,
    });
    expect(payload).to.deep.equal({ a: "given", list: [{ x: 5, y: 1 }, { y: 2 }] });
  });

  it("gives JSON: no undefined values", () => {
    const schema = { properties: { a: {}, b: {}, list: {} } };
    const fill = () => ({ a: undefined, b: { c: undefined }, list: [undefined] });
    expect(
      completePayload({ schema, payload: {}, isValid: judge(schema), fill }).payload,
    ).to.deep.equal({ b: {}, list: [null] });
  });

  it("drops what was filled in for a branch that does not apply", () => {
    const schema = {
      properties: { on: {} },
      dependentSchemas: { on: { properties: { speed: {} } } },
    };
    expect(complete(schema, {}, { speed: 1 })).to.deep.equal({});
  });

  it("goes on until what was filled in brings no more", () => {
    const schema = { properties: { a: {}, b: {}, c: {} } };
    const fill = (given: Payload) => ({
      ...("b" in given ? { c: 3 } : {}),
      ...("a" in given ? { b: 2 } : {}),
      ...given,
    });
    expect(
      completePayload({ schema, payload: { a: 1 }, isValid: judge(schema), fill }).payload,
    ).to.deep.equal({ a: 1, b: 2, c: 3 });
  });
});

describe("checkPayload", () => {
  it("answers the complete payload with every fault, by pointers from the request body", () => {
    const schema = { type: "object", properties: { url: { type: "string" } }, required: ["url"] };
    const validate = createAjv().compile(schema);
    const checked = checkPayload({
      schema,
      payload: { ulr: "x" },
      fill: (given) => given,
      isValid: judge(schema),
      validate: (payload) => (validate(payload) ? [] : (validate.errors ?? [])),
    });
    expect(checked).to.deep.equal({
      valid: false,
      payload: { ulr: "x" },
      errors: [
        { pointer: "/payload/url", message: "is required", keyword: "required" },
        {
          pointer: "/payload/ulr",
          message: "is not a known field; did you mean url?",
          keyword: "unevaluatedProperties",
        },
      ],
    });
  });
});
