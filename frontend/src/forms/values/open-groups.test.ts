import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { expect } from "chai";
import { somePayloadRules } from "../../testing/a-template.ts";
import { openGroups } from "./open-groups.ts";

const text = { type: "string" };
const flag = { type: "boolean" };

function open(schema: SchemaObject, payload: object, layout: object = {}, optional = false) {
  const { context } = somePayloadRules({ type: "object", ...schema });
  return openGroups(payload, { context, layout, optional });
}

describe("openGroups", () => {
  it("adds required groups, lists and switches as they are shown, at any depth", () => {
    const group = { type: "object", required: ["on"], properties: { on: flag, name: text } };
    const schema = {
      required: ["hosts", "opts", "go", "name"],
      properties: {
        hosts: { type: "array", items: text },
        opts: group,
        go: flag,
        name: text,
        list: { type: "array", items: group },
        other: group,
      },
    };
    expect(open(schema, { list: [{}] })).to.deep.equal({
      hosts: [],
      opts: { on: false },
      go: false,
      list: [{ on: false }],
    });
  });

  it("adds null for a required field that may be null", () => {
    const properties = { note: { type: ["string", "null"] }, other: { type: ["string", "null"] } };
    expect(open({ required: ["note"], properties }, {})).to.deep.equal({ note: null });
  });

  it("leaves what a default, constant or choice decides, and what was cleared", () => {
    const schema = {
      required: ["a", "b", "c", "d", "e"],
      properties: {
        a: { type: "object", default: { x: 1 } },
        b: { type: "boolean", const: true },
        c: { type: "object", oneOf: [{ required: ["x"] }, { required: ["y"] }] },
        d: flag,
        e: { type: "array" },
      },
    };
    expect(open(schema, { e: undefined }, { d: { "ui:widget": "radio" } })).to.deep.equal({
      e: undefined,
    });
  });

  it("opens an optional group only when asked, and when it has a default and lacks nothing", () => {
    const tls = { type: "object", properties: { verify: { ...flag, default: true } } };
    const login = { type: "object", required: ["user"], properties: { user: text, port: tls } };
    const plain = { type: "object", properties: { note: text } };
    const schema = { properties: { tls, login, plain } };
    expect(open(schema, {})).to.deep.equal({});
    expect(open(schema, {}, {}, true)).to.deep.equal({ tls: {} });
  });

  it("follows conditions", () => {
    const schema = {
      properties: { mode: text },
      if: { properties: { mode: { const: "many" } }, required: ["mode"] },
      then: { required: ["hosts"], properties: { hosts: { type: "array" } } },
    };
    expect(open(schema, { mode: "many" })).to.deep.equal({ mode: "many", hosts: [] });
    expect(open(schema, { mode: "one" })).to.deep.equal({ mode: "one" });
  });
});
