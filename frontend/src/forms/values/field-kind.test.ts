import { ADDITIONAL_PROPERTY_FLAG } from "@rjsf/utils";
import { expect } from "chai";
import { fieldKind, isSingleControl } from "./field-kind.ts";

const text = { type: "string" };

describe("fieldKind", () => {
  it("is a group for an object with properties", () => {
    expect(fieldKind({ type: "object", properties: { url: text } })).to.equal("group");
    expect(
      fieldKind({ type: "object", properties: { url: text }, additionalProperties: text }),
    ).to.equal("group");
    expect(fieldKind({ type: "object", additionalProperties: false })).to.equal("group");
  });

  it("is a map where only the values are described", () => {
    expect(fieldKind({ type: "object", additionalProperties: text })).to.equal("map");
    expect(fieldKind({ type: "object", additionalProperties: { $ref: "#/$defs/a" } })).to.equal(
      "map",
    );
    expect(fieldKind({ type: "object", patternProperties: { "^x-": text } })).to.equal("map");
  });

  it("is still a map when RJSF has added the present keys to the schema", () => {
    const properties = { accept: { ...text, [ADDITIONAL_PROPERTY_FLAG]: true } };
    expect(fieldKind({ type: "object", properties, additionalProperties: text })).to.equal("map");
  });

  it("is JSON where any value is allowed, or where the layout says so", () => {
    expect(fieldKind({})).to.equal("json");
    expect(fieldKind({ type: "object" })).to.equal("json");
    expect(fieldKind({ type: "object", additionalProperties: true })).to.equal("json");
    expect(fieldKind({ type: "array" })).to.equal("json");
    expect(
      fieldKind({ type: "object", properties: { url: text } }, { "ui:field": "json" }),
    ).to.equal("json");
  });

  it("is a choice for a schema with branches, unless they are constants", () => {
    expect(fieldKind({ oneOf: [{ type: "object" }, text] })).to.equal("choice");
    expect(
      fieldKind({ type: "string", oneOf: [{ const: "a", title: "A" }, { const: "b" }] }),
    ).to.equal("control");
  });

  it("is a list unless one control shows the whole of it", () => {
    expect(fieldKind({ type: "array", items: text })).to.equal("list");
    expect(fieldKind({ type: "array", items: text }, { "ui:widget": "tags" })).to.equal("control");
    expect(
      fieldKind({ type: "array", items: text }, { "ui:options": { widget: "tags" } }),
    ).to.equal("control");
    const choices = { type: "array", items: { type: "string", enum: ["a", "b"] } };
    expect(fieldKind({ ...choices, uniqueItems: true })).to.equal("control");
    expect(fieldKind(choices)).to.equal("list");
  });

  it("is a control for any other schema", () => {
    expect(fieldKind(text)).to.equal("control");
    expect(fieldKind({ enum: ["a", 1] })).to.equal("control");
  });

  it("tells which fields show their whole value in one control", () => {
    expect(isSingleControl({ type: "array", items: text }, { "ui:widget": "tags" })).to.equal(true);
    expect(isSingleControl({ type: "array", items: text })).to.equal(false);
  });
});
