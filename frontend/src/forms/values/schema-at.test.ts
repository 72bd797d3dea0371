import { expect } from "chai";
import { schemasAt, titleAt } from "./schema-at.ts";

const document = {
  oneOf: [
    { properties: { text: { type: "string", title: "JSON" } } },
    { properties: { path: { type: "string" } } },
  ],
};
const schema = {
  properties: {
    before: { $ref: "#/$defs/document", title: "First document" },
    columns: {
      title: "Columns",
      items: {
        properties: { name: { title: "Name", type: "string" } },
        if: {},
        else: { properties: { decimal: { type: "number" } } },
      },
    },
    pair: { title: "Pair", prefixItems: [{ $ref: "#/$defs/left" }, {}] },
    headers: { additionalProperties: { type: "string" } },
    tree: { $ref: "#/$defs/tree" },
  },
  $defs: {
    document,
    left: { title: "Left" },
    tree: { properties: { left: { $ref: "#/$defs/tree" } }, allOf: [{ $ref: "#/$defs/tree" }] },
  },
};
const typesAt = (...path: string[]) => schemasAt(schema, path).flatMap(({ type }) => type ?? []);

describe("schemasAt", () => {
  it("follows references and branches", () => {
    expect(typesAt("before", "path")).to.deep.equal(["string"]);
  });

  it("enters lists, conditions and free keys", () => {
    expect(typesAt("columns", "7", "decimal")).to.deep.equal(["number"]);
    expect(typesAt("headers", "accept")).to.deep.equal(["string"]);
  });

  it("is empty where the schema describes nothing", () => {
    expect(schemasAt(schema, ["nobody", "knows"])).to.deep.equal([]);
  });

  it("ends although references are circular", () => {
    expect(schemasAt(schema, ["tree", "left", "left"])).to.include(schema.$defs.tree);
  });

  it("gives the titles along the path", () => {
    expect(titleAt(schema, ["pair", "0"])).to.equal("Pair › Left");
    expect(titleAt(schema, ["pair", "1"])).to.equal("Pair 2");
    expect(titleAt(schema, ["columns", "1", "name"])).to.equal("Columns 2 › Name");
    expect(titleAt(schema, ["before", "path"])).to.equal("First document › Path");
    expect(titleAt(schema, [])).to.equal("");
  });
});
