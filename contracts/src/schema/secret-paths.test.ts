import { expect } from "chai";
import { secretPaths } from "./secret-paths.ts";

const secret = { type: "string", writeOnly: true };

describe("secretPaths", () => {
  const cases: [name: string, schema: Record<string, unknown>, paths: string[]][] = [
    ["nowhere", { properties: { a: { type: "string" } } }, []],
    ["in a field that may only be written", { properties: { a: secret } }, ["/a"]],
    ["in a field of format password", { properties: { a: { format: "password" } } }, ["/a"]],
    [
      "in a field inside a field, its name escaped",
      { properties: { "a/b": { properties: { c: secret } } } },
      ["/a~1b/c"],
    ],
    ["in items", { properties: { a: { items: { properties: { b: secret } } } } }, ["/a/*/b"]],
    ["in one item of a tuple", { properties: { a: { prefixItems: [{}, secret] } } }, ["/a/1"]],
    ["in further keys", { properties: { a: { additionalProperties: secret } } }, ["/a/*"]],
    ["in keys of a pattern", { patternProperties: { "^x": secret } }, ["/*"]],
    [
      "in any branch",
      {
        oneOf: [{ properties: { a: secret } }],
        if: true,
        then: { properties: { b: secret } },
        else: { properties: { c: secret } },
      },
      ["/a", "/b", "/c"],
    ],
    [
      "in what depends on a field",
      {
        dependentSchemas: { a: { properties: { b: secret } } },
        dependencies: { a: { properties: { c: secret } } },
      },
      ["/b", "/c"],
    ],
    [
      "behind a reference, at each place",
      {
        $defs: { key: secret },
        properties: { a: { $ref: "#/$defs/key" }, b: { allOf: [{ $ref: "#/$defs/key" }] } },
      },
      ["/a", "/b"],
    ],
    [
      "beside a reference",
      {
        $defs: { text: { type: "string" } },
        properties: { a: { $ref: "#/$defs/text", writeOnly: true } },
      },
      ["/a"],
    ],
  ];
  for (const [name, schema, paths] of cases) {
    it(`finds secrets ${name}`, () => {
      expect(secretPaths(schema)).to.have.members(paths);
    });
  }

  it("visits a definition that refers to itself once", () => {
    const schema = {
      $defs: { node: { properties: { key: secret, next: { $ref: "#/$defs/node" } } } },
      $ref: "#/$defs/node",
    };
    expect(secretPaths(schema)).to.include("/key");
  });
});
