import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { processorMs } from "@formwork/contracts/testing/processor-ms";
import { expect } from "chai";
import { aTemplate } from "../../../testing/a-template.ts";
import { templateFaults } from "../template-rules.ts";
import { secretFaults } from "./secret-rules.ts";

const secret = { type: "string", writeOnly: true };
const pointersOf = (schema: SchemaObject) =>
  secretFaults({ type: "object", ...schema }, "").map(({ pointer }) => pointer);

describe("secretFaults", () => {
  const accepted: [name: string, schema: SchemaObject][] = [
    ["text", { properties: { a: secret, b: { type: "string", format: "password" } } }],
    ["text by reference", { $defs: { k: secret }, properties: { a: { $ref: "#/$defs/k" } } }],
    [
      "a mark beside a reference to text",
      {
        $defs: { t: { type: "string" } },
        properties: { a: { $ref: "#/$defs/t", writeOnly: true } },
      },
    ],
    [
      "a mark inside allOf of a text",
      { properties: { a: { type: "string", allOf: [{ writeOnly: true }] } } },
    ],
    [
      "a mark that a condition adds to a text",
      {
        properties: { a: { type: "string" } },
        if: {},
        then: { properties: { a: { writeOnly: true } } },
      },
    ],
    [
      "a mark on a choice of texts",
      {
        properties: {
          a: { writeOnly: true, anyOf: [{ type: "string", pattern: "^x" }, { type: "string" }] },
        },
      },
    ],
    [
      "lists and maps of secrets",
      { properties: { a: { items: secret }, b: { additionalProperties: secret } } },
    ],
    [
      "defaults beside secrets",
      { properties: { a: { default: { b: "x" }, properties: { b: {}, c: secret } } } },
    ],
    [
      "a definition around a secret that refers to itself",
      {
        $defs: {
          n: {
            properties: {
              key: secret,
              next: { $ref: "#/$defs/n" },
              all: { items: { $ref: "#/$defs/n" } },
            },
          },
        },
        properties: { a: { $ref: "#/$defs/n" } },
      },
    ],
  ];
  for (const [name, schema] of accepted) {
    it(`accepts ${name}`, () => {
      expect(secretFaults({ type: "object", ...schema }, "")).to.deep.equal([]);
    });
  }

  const refused: [name: string, schema: SchemaObject, pointers: string[]][] = [
    ["no type", { properties: { a: { writeOnly: true } } }, ["/properties/a/type"]],
    ["no type but a format", { properties: { a: { format: "password" } } }, ["/properties/a/type"]],
    [
      "another type",
      { properties: { a: { type: "object", writeOnly: true } } },
      ["/properties/a/type"],
    ],
    [
      "text or another type",
      { properties: { a: { type: ["number", "string"], writeOnly: true } } },
      ["/properties/a/type"],
    ],
    [
      "text in one branch only",
      { properties: { a: { writeOnly: true, oneOf: [{ type: "string" }, { type: "integer" }] } } },
      ["/properties/a/type"],
    ],
    ["the whole payload", { writeOnly: true }, ["/type"]],
    ["a default", { properties: { a: { ...secret, default: "x" } } }, ["/properties/a/default"]],
    ["a constant", { properties: { a: { ...secret, const: "x" } } }, ["/properties/a/const"]],
    [
      "a list of values",
      { additionalProperties: { ...secret, enum: ["x"] } },
      ["/additionalProperties/enum"],
    ],
    [
      "a default inside allOf",
      { properties: { a: { ...secret, allOf: [{ default: "x" }] } } },
      ["/properties/a/allOf/0/default"],
    ],
    [
      "a constant where another schema describes the same field",
      { properties: { a: secret }, allOf: [{ properties: { a: { const: "x" } } }] },
      ["/allOf/0/properties/a/const"],
    ],
    [
      "a constant in a condition",
      { properties: { a: secret }, if: { properties: { a: { const: "x" } } } },
      ["/if/properties/a/const"],
    ],
    [
      "a list of values behind a reference",
      {
        $defs: { v: { enum: ["x"] } },
        patternProperties: { "^a": { ...secret, $ref: "#/$defs/v" } },
      },
      ["/$defs/v/enum"],
    ],
    [
      "a default of what is around it",
      { properties: { a: { properties: { b: secret }, default: { b: "x" } } } },
      ["/properties/a/default"],
    ],
    [
      "a default of a list around it",
      { properties: { a: { items: secret, default: ["x"] } } },
      ["/properties/a/default"],
    ],
    [
      "a value of a list of values around it",
      { properties: { a: { properties: { b: secret }, enum: [{}, { b: "x" }] } } },
      ["/properties/a/enum"],
    ],
    ["a place under not", { not: { properties: { a: secret } } }, ["/not"]],
    ["a key", { propertyNames: secret }, ["/propertyNames"]],
    [
      "the content of a text",
      { properties: { a: { type: "string", contentSchema: { properties: { b: secret } } } } },
      ["/properties/a/contentSchema"],
    ],
    ["a name of the server", { properties: { $sealed: {} } }, ["/properties/$sealed"]],
    [
      "a mask in a default",
      { properties: { a: { default: "••••••x" } } },
      ["/properties/a/default"],
    ],
  ];
  for (const [name, schema, pointers] of refused) {
    it(`refuses ${name}`, () => {
      expect(pointersOf(schema)).to.deep.equal(pointers);
    });
  }

  it("bounds its work on a schema with very many places", () => {
    const keys = Array.from({ length: 12 }, (_, index) => `k${index}`);
    const node = (skipped: string) => ({
      properties: Object.fromEntries(
        keys
          .filter((key) => key !== skipped)
          .map((key) => [key, { allOf: [{ $ref: `#/$defs/${key}` }] }]),
      ),
    });
    const schema = {
      $defs: Object.fromEntries(keys.map((key) => [key, node(key)])),
      properties: { a: secret, b: { anyOf: keys.map((key) => ({ $ref: `#/$defs/${key}` })) } },
    };
    const ms = processorMs(() => {
      secretFaults(schema, "");
    });
    expect(ms).to.be.below(1500);
  });
});

describe("secrets in concurrency keys", () => {
  const payload = {
    type: "object",
    properties: {
      host: { type: "string" },
      auth: { properties: { token: secret } },
      keys: { items: secret },
      any: { additionalProperties: { type: "string" } },
    },
  };
  const faultsOf = (key: string) =>
    templateFaults(
      aTemplate({ payload, run: { kind: "remote" }, concurrency: { limit: 1, key } }),
    ).map(({ pointer, keyword }) => `${pointer} ${keyword}`);

  for (const key of [
    "{{payload.auth.token}}",
    "x {{ payload.auth }}",
    "{{payload}}",
    "{{payload.keys.0}}",
  ]) {
    it(`are refused: ${key}`, () => {
      expect(faultsOf(key)).to.deep.equal(["/concurrency/key placeholder"]);
    });
  }

  it("are no reason to refuse others", () => {
    expect(faultsOf("{{payload.host}}-{{payload.any.x}}-{{job.queue}}")).to.deep.equal([]);
  });
});

describe("a mask in an example", () => {
  it("is refused, since it stands for no secret", () => {
    const payload = { type: "object", properties: { key: secret, l: { items: secret } } };
    const examples = [{ title: "Masked", payload: { key: "••••••abc", l: ["••••••"] } }];
    expect(
      templateFaults(aTemplate({ payload, run: { kind: "remote" }, examples })).map(
        ({ pointer }) => pointer,
      ),
    ).to.deep.equal(["/examples/0/payload/key", "/examples/0/payload/l/0"]);
  });
});
