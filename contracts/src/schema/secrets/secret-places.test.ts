import { expect } from "chai";
import { findSecrets, secretPlaces } from "./secret-places.ts";

const secret = { type: "string", writeOnly: true };
const defs = { $defs: { key: secret, text: { type: "string" } } };

describe("findSecrets", () => {
  const cases: [name: string, schema: Record<string, unknown>, value: unknown, found: string[]][] =
    [
      ["nowhere", { properties: { a: { type: "string" } } }, { a: "x" }, []],
      ["in a field that may only be written", { properties: { a: secret } }, { a: "x" }, ["/a"]],
      [
        "in a field of format password",
        { properties: { a: { format: "password" } } },
        { a: "x" },
        ["/a"],
      ],
      [
        "of any type",
        { properties: { a: secret, b: secret } },
        { a: null, b: { c: 1 } },
        ["/a", "/b"],
      ],
      [
        "inside a field, its name escaped",
        { properties: { "a/b": { properties: { c: secret } } } },
        { "a/b": { c: "x", d: "y" } },
        ["/a~1b/c"],
      ],
      ["in items", { properties: { a: { items: secret } } }, { a: ["x", "y"] }, ["/a/0", "/a/1"]],
      [
        "in one item of a tuple",
        { properties: { a: { prefixItems: [{}, secret] } } },
        { a: ["x", "y", "z"] },
        ["/a/1"],
      ],
      [
        "in items after a tuple",
        { properties: { a: { prefixItems: [{}], items: secret } } },
        { a: ["x", "y"] },
        ["/a/1"],
      ],
      [
        "in items that a list contains",
        { properties: { a: { contains: secret } } },
        { a: ["x"] },
        ["/a/0"],
      ],
      [
        "in items no other keyword describes",
        { properties: { a: { prefixItems: [{}], unevaluatedItems: secret } } },
        { a: ["x", "y"] },
        ["/a/1"],
      ],
      [
        "in further keys",
        { properties: { b: {} }, additionalProperties: secret },
        { a: "x", b: "y" },
        ["/a"],
      ],
      ["in keys no other keyword describes", { unevaluatedProperties: secret }, { a: "x" }, ["/a"]],
      [
        "in keys of a pattern",
        { patternProperties: { "^x": secret } },
        { x1: "x", y: "y" },
        ["/x1"],
      ],
      [
        "in any branch",
        {
          oneOf: [{ properties: { a: secret } }],
          anyOf: [{ properties: { d: secret } }],
          if: true,
          then: { properties: { b: secret } },
          else: { properties: { c: secret } },
        },
        { a: "1", b: "2", c: "3", d: "4", e: "5" },
        ["/a", "/b", "/c", "/d"],
      ],
      [
        "in what depends on a field",
        {
          dependentSchemas: { a: { properties: { b: secret } } },
          dependencies: { a: { properties: { c: secret } } },
        },
        { b: "x", c: "y" },
        ["/b", "/c"],
      ],
      [
        "behind a reference, at each place",
        {
          ...defs,
          properties: { a: { $ref: "#/$defs/key" }, b: { allOf: [{ $ref: "#/$defs/key" }] } },
        },
        { a: "x", b: "y" },
        ["/a", "/b"],
      ],
      [
        "beside a reference",
        { ...defs, properties: { a: { $ref: "#/$defs/text", writeOnly: true } } },
        { a: "x" },
        ["/a"],
      ],
      [
        "at every level of a definition that refers to itself",
        {
          $defs: {
            node: {
              properties: {
                key: secret,
                next: { $ref: "#/$defs/node" },
                all: { items: { $ref: "#/$defs/node" } },
              },
            },
          },
          $ref: "#/$defs/node",
        },
        { key: "1", next: { key: "2", next: { key: "3", all: [{ key: "4" }] } } },
        ["/key", "/next/key", "/next/next/key", "/next/next/all/0/key"],
      ],
      [
        "in no branch that only `$defs` holds",
        { ...defs, properties: { a: { $ref: "#/$defs/text" } } },
        { a: "x" },
        [],
      ],
    ];
  for (const [name, schema, value, found] of cases) {
    it(`finds secrets ${name}`, () => {
      expect(findSecrets(schema, value)).to.have.members(found);
    });
  }

  it("walks a payload of ten thousand items once", () => {
    const schema = { properties: { a: { items: { properties: { key: secret, name: {} } } } } };
    const a = Array.from({ length: 10_000 }, (_, index) => ({ name: `n${index}`, key: "x" }));
    expect(findSecrets(schema, { a })).to.have.length(10_000);
  });
});

describe("secretPlaces", () => {
  it("returns null for a schema without secrets, however deep it is", () => {
    const schema = { properties: { a: { items: { properties: { b: { type: "string" } } } } } };
    expect(secretPlaces(schema)).to.equal(null);
  });
});
