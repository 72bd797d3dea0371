import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { expect } from "chai";
import { aTemplate } from "../../../testing/a-template.ts";
import { dryRun } from "./dry-run.ts";

const faultsOf = (schema: SchemaObject) =>
  dryRun(aTemplate({ payload: { type: "object", ...schema }, examples: [] })).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );
const text = { type: "string" };
const group = { type: "object", properties: { a: text, b: text } };

describe("the defaults of a template", () => {
  it("are refused where their own schema does not allow them", () => {
    expect(faultsOf({ properties: { a: { ...text, default: 5 } } })).to.deep.equal([
      "/payload/properties/a/default must be text",
    ]);
  });

  it("are refused where another part of the property's schema does not allow them", () => {
    expect(faultsOf({ properties: { a: { allOf: [text, { default: 3 }] } } })).to.deep.equal([
      "/payload/properties/a must be text",
    ]);
    const $defs = { count: { type: "integer", default: 1 } };
    const items = { properties: { n: { $ref: "#/$defs/count", minimum: 2 } } };
    expect(faultsOf({ $defs, properties: { l: { type: "array", items } } })).to.deep.equal([
      "/payload/properties/l/items/properties/n must be at least 2",
    ]);
    expect(faultsOf({ $defs, properties: { n: { $ref: "#/$defs/count", default: 5 } } })).to.be
      .empty;
  });

  it("may be incomplete, but are refused where what they hold is wrong", () => {
    const properties = (value: unknown) => ({
      properties: { o: { ...group, required: ["b"], default: value } },
    });
    expect(faultsOf(properties({ a: "x" }))).to.deep.equal([]);
    expect(faultsOf(properties({ a: 5 }))).to.deep.equal([
      "/payload/properties/o/default/a must be text",
    ]);
  });

  it("may be incomplete for a choice, which what is added decides", () => {
    const option = (kind: string) => ({
      ...group,
      required: ["kind"],
      properties: { kind: { const: kind } },
    });
    const o = { oneOf: [option("x"), option("y")], default: {} };
    expect(faultsOf({ properties: { o } })).to.deep.equal([]);
  });

  it("are refused where they hold a field that no schema names", () => {
    expect(faultsOf({ properties: { o: { ...group, default: { z: 1 } } } })).to.deep.equal([
      "/payload/properties/o/default/z is not a known field; did you mean a?",
    ]);
    const other = { properties: { o: { properties: { z: {} } } } };
    expect(
      faultsOf({ properties: { o: { ...group, default: { z: 1 } } }, allOf: [other] }),
    ).to.deep.equal([]);
  });
});
