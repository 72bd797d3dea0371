import { processorMs } from "@formwork/contracts/testing/processor-ms";
import { expect } from "chai";
import { aSchemaBomb, aTemplate } from "../../testing/a-template.ts";
import { templateFaults } from "./template-rules.ts";

/** Returns the faults of a template with this payload schema, each as "pointer message". */
function ofSchema(schema: Record<string, unknown>): string[] {
  return faultsOf({ payload: { type: "object", ...schema }, run: { kind: "remote" } });
}

function faultsOf(parts: Parameters<typeof aTemplate>[0]): string[] {
  return templateFaults(aTemplate(parts)).map(({ pointer, message }) => `${pointer} ${message}`);
}

function nested(
  levels: number,
  wrap: (inner: object) => object,
  core: object = {},
): Record<string, unknown> {
  return Array.from({ length: levels }).reduce<object>(wrap, core) as Record<string, unknown>;
}

describe("templateFaults", () => {
  it("finds nothing in an ordinary template", () => {
    expect(faultsOf({})).to.deep.equal([]);
  });

  it("refuses texts that would turn others on a page, and takes those of any alphabet", () => {
    expect(faultsOf({ title: "invoice\u202Efdp.exe", tags: ["a\u2066"] })).to.deep.equal([
      "/title must not hold characters that turn the direction of text",
      "/tags/0 must not hold characters that turn the direction of text",
    ]);
    const text = { type: "string", title: "a\u202eb", enum: ["\u202edata"] };
    const nested = { type: "object", properties: { a: { type: "array", items: text } } };
    const shown = {
      payload: nested,
      confirm: { text: "\u2067x" },
      form: { a: { "ui:help": "\u202d" } },
    };
    const turning = faultsOf(shown).filter((fault) => fault.includes("direction"));
    expect(turning.map((fault) => fault.split(" ")[0])).to.deep.equal([
      ...["/confirm/text", "/form/a/ui:help", "/payload/properties/a/items/title"],
    ]);
    expect(faultsOf({ title: "שלום\u200f!", description: "نص عربي" })).to.deep.equal([]);
  });

  describe("limits the size:", () => {
    it("64 kB of schema", () => {
      expect(ofSchema({ description: "x".repeat(60_000) })).to.deep.equal([]);
      expect(ofSchema({ description: "x".repeat(70_000) })).to.deep.equal([
        "/payload must have at most 64 kB of JSON, and has 69",
      ]);
    });

    it("32 levels", () => {
      const deep = (levels: number) =>
        ofSchema({ default: nested(levels, (inner) => ({ a: inner })) });
      expect(deep(30)).to.deep.equal([]);
      expect(deep(33)).to.have.length(1);
      expect(deep(33)[0]).to.match(/must not be nested deeper than 32 levels$/);
    });

    it("500 keywords, not counting annotations", () => {
      const fields = (count: number) =>
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `f${index}`,
            { type: "string", title: "x" },
          ]),
        );
      expect(ofSchema({ properties: fields(490) })).to.deep.equal([]);
      expect(ofSchema({ properties: fields(500) })).to.deep.equal([
        "/payload must have at most 500 keywords",
      ]);
    });

    it("2,000 references once all are expanded", () => {
      const doubling = (levels: number) => ({
        $ref: "#/$defs/d0",
        $defs: {
          ...Object.fromEntries(
            Array.from({ length: levels }, (_, level) => [
              `d${level}`,
              {
                properties: {
                  a: { $ref: `#/$defs/d${level + 1}` },
                  b: { $ref: `#/$defs/d${level + 1}` },
                },
              },
            ]),
          ),
          [`d${levels}`]: { type: "string" },
        },
      });
      expect(ofSchema(doubling(9))).to.deep.equal([]);
      expect(ofSchema(doubling(11))).to.deep.equal([
        "/payload must stand for at most 2000 references once they are followed",
      ]);
    });

    it("5 nested combinators, also through references", () => {
      const words =
        "/payload must not nest allOf, anyOf, oneOf, not, if and dependentSchemas deeper than 5";
      expect(ofSchema(nested(5, (inner) => ({ anyOf: [inner] })))).to.deep.equal([]);
      expect(ofSchema(nested(6, (inner) => ({ anyOf: [inner] })))).to.deep.equal([words]);
      expect(
        ofSchema({
          $defs: { a: nested(3, (inner) => ({ not: inner })) },
          ...nested(3, (inner) => ({ allOf: [inner] }), { $ref: "#/$defs/a" }),
        }),
      ).to.deep.equal([words]);
    });

    it("minItems of 200", () => {
      expect(ofSchema({ properties: { a: { minItems: 200 } } })).to.deep.equal([]);
      expect(ofSchema({ properties: { a: { minItems: 201 } } })).to.deep.equal([
        "/payload/properties/a/minItems must be at most 200",
      ]);
    });

    it("uniqueItems only with maxItems", () => {
      expect(ofSchema({ properties: { a: { uniqueItems: true, maxItems: 9 } } })).to.deep.equal([]);
      expect(ofSchema({ properties: { a: { uniqueItems: true } } })[0]).to.match(
        /^\/payload\/properties\/a\/uniqueItems needs maxItems/,
      );
    });

    it("maxItems of 1,000 beside uniqueItems, for items that are compared one by one", () => {
      const unique = (maxItems: number, items?: object) =>
        ofSchema({ properties: { a: { uniqueItems: true, maxItems, items } } });
      expect(unique(1000)).to.deep.equal([]);
      expect(unique(100_000, { type: "string" })).to.deep.equal([]);
      for (const items of [undefined, {}, { type: "object" }, { type: ["string", "array"] }])
        expect(unique(1001, items)[0]).to.match(
          /^\/payload\/properties\/a\/maxItems must be at most 1000 beside uniqueItems/,
        );
    });

    it("the schema bomb", () => {
      expect(ofSchema(aSchemaBomb())).to.have.length(2);
    });
  });

  it("is fast for templates at their limits", () => {
    const fields = (count: number, field: object) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, field]));
    const ms = processorMs(() => {
      faultsOf({ payload: { type: "object", properties: fields(6000, {}) } });
      faultsOf({ payload: { type: "object", properties: fields(490, { $ref: "#" }) } });
      faultsOf({
        payload: { type: "object", properties: {}, anyOf: Object.values(fields(240, { not: {} })) },
        run: { kind: "http", url: "{{payload.x}}".repeat(4500) },
      });
      faultsOf({ form: fields(2500, { "ui:widgett": "x" }) });
    });
    expect(ms).to.be.below(5000);
  });

  describe("keeps references inside the schema:", () => {
    const refused: [schema: Record<string, unknown>, words: RegExp][] = [
      [
        { properties: { a: { $ref: "https://example.org/a.json" } } },
        /\/a\/\$ref must point into this schema/,
      ],
      [{ properties: { a: { $ref: "file:///etc/passwd" } } }, /must point into this schema/],
      [{ properties: { a: { $ref: "other.json#/a" } } }, /must point into this schema/],
      [
        { properties: { a: { $ref: "#/$defs/none" } } },
        /points to no schema: there is none at #\/\$defs\/none/,
      ],
      [{ properties: { a: { $id: "x" } } }, /\/a\/\$id is not supported in templates/],
      [{ properties: { a: { $dynamicRef: "#x" } } }, /\$dynamicRef is not supported/],
      [{ properties: { a: { minimum: { $data: "1/b" } } } }, /\/a\/minimum must not refer to data/],
      [
        { $schema: "http://json-schema.org/draft-07/schema#" },
        /\$schema must be https:\/\/json-schema.org\/draft\/2020-12\/schema/,
      ],
      [{ $ref: "#" }, /\$ref must not refer to itself without going into a field or item/],
      [
        { allOf: [{ $ref: "#/$defs/a" }], $defs: { a: { anyOf: [{ $ref: "#/$defs/a" }] } } },
        /must not refer to itself without/,
      ],
    ];
    for (const [schema, words] of refused) {
      it(`refuses ${JSON.stringify(schema)}`, () => {
        expect(ofSchema(schema).join("\n")).to.match(words);
      });
    }

    it("accepts definitions that refer to themselves through a field, also around a secret", () => {
      const tree = (key: object) => ({
        $defs: { node: { properties: { key, inner: { items: { $ref: "#/$defs/node" } } } } },
        properties: { a: { $ref: "#/$defs/node" } },
      });
      expect(ofSchema(tree({ type: "string" }))).to.deep.equal([]);
      expect(ofSchema(tree({ type: "string", writeOnly: true }))).to.deep.equal([]);
    });
  });

  describe("finds misspellings and misuse:", () => {
    it("misspelt keywords, but no unknown ones", () => {
      expect(ofSchema({ requried: ["a"] })).to.deep.equal([
        "/payload/requried is not a keyword of JSON Schema; did you mean required?",
      ]);
      expect(ofSchema({ "x-requird": 1, owner: "me" })).to.deep.equal([]);
    });

    it("unknown formats", () => {
      expect(ofSchema({ properties: { a: { format: "emial" } } })).to.deep.equal([
        "/payload/properties/a/format is not a known format: emial; did you mean email?",
      ]);
    });

    it("payloads that are not objects", () => {
      expect(faultsOf({ payload: { type: "array" }, run: { kind: "remote" } })).to.deep.equal([
        "/payload/type must be object",
      ]);
    });
  });

  describe("refuses patterns of unbounded time:", () => {
    for (const pattern of ["(?=a)b", "(?<!a)b", "(a)\\1", "(", "x".repeat(1001)]) {
      it(pattern.slice(0, 20), () => {
        expect(ofSchema({ properties: { a: { pattern } } })[0]).to.match(
          /^\/payload\/properties\/a\/pattern must/,
        );
      });
    }

    it("patterns of property names", () => {
      expect(ofSchema({ patternProperties: { "(?=a)b": {} } })[0]).to.match(
        /^\/payload\/patternProperties must be a pattern without look-arounds/,
      );
    });

    it("quickly", () => {
      const ms = processorMs(() => {
        ofSchema({
          properties: Object.fromEntries(
            Array.from({ length: 200 }, (_, index) => [
              `f${index}`,
              { pattern: "((((a{30}){30}){30})*)*$" },
            ]),
          ),
        });
      });
      expect(ms).to.be.below(3000);
    });
  });

  it("refuses keys that reach a prototype, at any depth", () => {
    const hostile = JSON.parse(
      '{"properties": {"__proto__": {"type": "string"}, "a": {"default": {"constructor": 1}}}}',
    );
    expect(ofSchema(hostile)).to.deep.equal([
      "/payload/properties/__proto__ is not an allowed name",
      "/payload/properties/a/default/constructor is not an allowed name",
    ]);
  });

  it("refuses NUL at any depth", () => {
    expect(faultsOf({ run: { kind: "command", argv: ["ls", "a\0b"] } })).to.deep.equal([
      "/run/argv/1 must not hold a NUL character",
    ]);
  });

  it("refuses a timeout of no length", () => {
    const faults = templateFaults(aTemplate({ timeout: "0s" }));
    expect(faults.map(({ pointer }) => pointer)).to.deep.equal(["/timeout"]);
  });
});
