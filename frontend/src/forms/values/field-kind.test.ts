import { ADDITIONAL_PROPERTY_FLAG } from "@rjsf/utils";
import { expect } from "chai";
import { fieldKind, isSingleControl } from "./field-kind.ts";

const text = { type: "string" };

describe("the shape of a schema", () => {
  it("is a group where an object names its fields", () => {
    expect(fieldKind({ type: "object", properties: { url: text } })).to.equal("group");
    expect(
      fieldKind({ type: "object", properties: { url: text }, additionalProperties: text }),
    ).to.equal("group");
    expect(fieldKind({ type: "object", additionalProperties: false })).to.equal("group");
  });

  it("is pairs where only the values are known", () => {
    expect(fieldKind({ type: "object", additionalProperties: text })).to.equal("pairs");
    expect(fieldKind({ type: "object", patternProperties: { "^x-": text } })).to.equal("pairs");
  });

  it("is pairs still when RJSF has written the keys at hand into the schema", () => {
    const properties = { accept: { ...text, [ADDITIONAL_PROPERTY_FLAG]: true } };
    expect(fieldKind({ type: "object", properties, additionalProperties: text })).to.equal("pairs");
  });

  it("is JSON where anything goes, or where the form asks for it", () => {
    expect(fieldKind({})).to.equal("json");
    expect(fieldKind({ type: "object" })).to.equal("json");
    expect(fieldKind({ type: "object", additionalProperties: { type: "object" } })).to.equal(
      "json",
    );
    expect(fieldKind({ type: "array" })).to.equal("json");
    expect(
      fieldKind({ type: "object", properties: { url: text } }, { "ui:field": "json" }),
    ).to.equal("json");
  });

  it("is a choice where it branches, but not where the branches are constants", () => {
    expect(fieldKind({ oneOf: [{ type: "object" }, text] })).to.equal("choice");
    expect(
      fieldKind({ type: "string", oneOf: [{ const: "a", title: "A" }, { const: "b" }] }),
    ).to.equal("control");
  });

  it("is a list unless one control shows all of it", () => {
    expect(fieldKind({ type: "array", items: text })).to.equal("list");
    expect(fieldKind({ type: "array", items: text }, { "ui:widget": "tags" })).to.equal("control");
    expect(
      fieldKind({ type: "array", items: text }, { "ui:options": { widget: "tags" } }),
    ).to.equal("control");
    expect(fieldKind({ type: "array", items: { type: "string", enum: ["a", "b"] } })).to.equal(
      "control",
    );
  });

  it("is one control for the rest", () => {
    expect(fieldKind(text)).to.equal("control");
    expect(fieldKind({ enum: ["a", 1] })).to.equal("control");
  });

  it("says which controls answer for everything below them", () => {
    expect(isSingleControl({ type: "array", items: text }, { "ui:widget": "tags" })).to.equal(true);
    expect(isSingleControl({ type: "array", items: text })).to.equal(false);
  });
});
