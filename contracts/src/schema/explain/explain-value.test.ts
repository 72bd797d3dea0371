import { expect } from "chai";
import { processorMs } from "../../testing/processor-ms.ts";
import { pointersOfSchemas, type SchemaObject } from "../schema-tree.ts";
import { createAjv } from "../validate.ts";
import { explainValue } from "./explain.ts";
import { inFieldOrder } from "./in-field-order.ts";

/** What people read about `value` under `schema`, in the order of its fields, as "pointer words". */
function said(root: SchemaObject, value: unknown): string[] {
  const ajv = createAjv().addSchema(root, "root");
  const pointers = pointersOfSchemas(root);
  const errorsOf = (part: SchemaObject, inner: unknown) => {
    const pointer = pointers.get(part) ?? expect.fail("not a part");
    const validate = ajv.getSchema(`root${pointer === "" ? "" : `#${pointer}`}`);
    return validate?.(inner) ? [] : [...(validate?.errors ?? [])];
  };
  const explained = explainValue(errorsOf(root, value), { root, value, errorsOf });
  return inFieldOrder(explained, root).map(({ pointer, message }) => `${pointer} ${message}`);
}

const object = (properties: object, ...required: string[]) => ({
  type: "object",
  properties,
  required,
});
const text = { type: "string" };
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });

const $defs = {
  size: object({ w: { type: "integer" } }, "w"),
  node: object(
    {
      name: text,
      other: { anyOf: [{ type: "null" }, ref("node")] },
      inner: { type: "array", items: ref("node") },
    },
    "name",
  ),
  card: object({ kind: { const: "card" }, number: { ...text, minLength: 3 } }, "kind", "number"),
  cash: object({ kind: { const: "cash" }, coins: { type: "integer" } }, "kind", "coins"),
  pay: { oneOf: [ref("card"), ref("cash")] },
  sum: {
    oneOf: [
      { type: "number" },
      object({ op: { const: "add" }, args: { type: "array", items: ref("sum") } }, "op", "args"),
      object({ op: { const: "neg" }, arg: ref("sum") }, "op", "arg"),
    ],
  },
};

describe("explainValue", () => {
  const cases: [name: string, field: object, value: unknown, ...words: string[]][] = [
    [
      "the object, where the other option is null",
      { anyOf: [{ type: "null" }, ref("size")] },
      {},
      "/v/w is required",
    ],
    [
      "both, for a value of neither type",
      { anyOf: [{ type: "null" }, ref("size")] },
      3,
      "/v must be empty (null) or an object",
    ],
    [
      "a node inside a node of the same kind",
      ref("node"),
      { name: "a", other: {} },
      "/v/other/name is required",
    ],
    [
      "a node at any depth",
      ref("node"),
      { name: "a", inner: [{ name: "b", other: { name: "c", other: { name: 1 } } }] },
      "/v/inner/0/other/other/name must be text",
    ],
    [
      "the option of a discriminator behind references",
      ref("pay"),
      { kind: "card", number: "x" },
      "/v/number must have at least 3 characters",
    ],
    [
      "the discriminator, where it has no such value",
      ref("pay"),
      { kind: "gold", number: "x" },
      "/v/kind must be one of card, cash",
    ],
    ["the discriminator, where it is absent", ref("pay"), {}, "/v/kind is required"],
    [
      "each item by its own option",
      { type: "array", items: ref("pay") },
      [{ kind: "cash", coins: "x" }, { kind: "card" }],
      "/v/0/coins must be a whole number",
      "/v/1/number is required",
    ],
    [
      "nested terms of one grammar",
      ref("sum"),
      { op: "add", args: [1, "x", { op: "neg" }, { op: "mul" }] },
      "/v/args/1 must be a number or an object",
      "/v/args/2/arg is required",
      "/v/args/3/op must be one of add, neg",
    ],
    [
      "the closest option, where nothing tells: the one that names the given keys",
      {
        anyOf: [
          object({ a: text, b: text }, "a", "b"),
          object({ c: text, d: text, e: text }, "c", "d", "e"),
        ],
      },
      { c: "1" },
      "/v/d is required",
      "/v/e is required",
    ],
    [
      "the closest option behind allOf",
      { anyOf: [text, { allOf: [ref("size"), object({ h: { type: "integer" } }, "h")] }] },
      { w: 1 },
      "/v/h is required",
    ],
    [
      "the values of free keys",
      { additionalProperties: { anyOf: [{ type: "null" }, ref("size")] } },
      { "a/b": {} },
      "/v/a~1b/w is required",
    ],
    [
      "what stands beside the choice as well",
      { ...object({}, "x"), anyOf: [{ type: "null" }, ref("size")] },
      {},
      "/v/x is required",
      "/v/w is required",
    ],
  ];
  for (const [name, field, value, ...words] of cases) {
    it(`explains ${name}`, () => {
      expect(said({ $defs, properties: { v: field } }, { v: value })).to.have.members(words);
    });
  }

  it("explains every invalid value, also where each error follows from another", () => {
    const schemas: SchemaObject[] = [
      { properties: { a: {} }, anyOf: [{ properties: { b: {} }, unevaluatedProperties: false }] },
      { if: true, then: { unevaluatedProperties: false } },
      { properties: { contains: text, a: { properties: { contains: text } } } },
      { propertyNames: { anyOf: [{ minLength: 9 }, false] } },
      { contains: { anyOf: [text, false] }, oneOf: [true, { type: "array" }] },
    ];
    for (const schema of schemas)
      for (const value of [{ a: 1, b: 2, contains: 3 }, [1], { a: { contains: 1 } }])
        if (!createAjv().validate(schema, value))
          expect(said(schema, value), JSON.stringify({ schema, value })).not.to.have.length(0);
    expect(said(schemas[2] ?? {}, { contains: 1, a: { contains: 1 } })).to.have.length(2);
  });

  it("puts errors in the order of the fields, unknown keys after them, items by their place", () => {
    const schema = {
      type: "object",
      allOf: [
        { properties: { z: text, list: { type: "array", items: object({ y: text, x: text }) } } },
      ],
      properties: { b: text, a: text },
      additionalProperties: true,
      required: ["late", "b"],
      patternProperties: { "^p": text },
    };
    const list = Array.from({ length: 11 }, () => ({ x: 1, y: 1 }));
    const pointers = said(schema, { p: 1, a: 1, z: 1, list }).map((words) => words.split(" ")[0]);
    expect(pointers.slice(0, 7)).to.deep.equal([
      "/b",
      "/a",
      "/z",
      "/list/0/y",
      "/list/0/x",
      "/list/1/y",
      "/list/1/x",
    ]);
    expect(pointers.slice(-2)).to.have.members(["/late", "/p"]);
  });

  it("stays fast where every branch of a deep value is wrong", () => {
    let value: unknown = "x";
    for (let depth = 0; depth < 14; depth++) value = { op: "add", args: [value, value] };
    const ms = processorMs(() => {
      expect(said({ $defs, properties: { v: ref("sum") } }, { v: value })).not.to.have.length(0);
    });
    expect(ms).to.be.below(3000);
  });
});
