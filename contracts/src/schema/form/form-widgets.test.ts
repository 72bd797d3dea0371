import { expect } from "chai";
import { valueShape, widgetSuits } from "./form-widgets.ts";

describe("valueShape", () => {
  const shapes: [object, string][] = [
    [{ type: "string" }, "text"],
    [{ type: ["string", "null"] }, "text"],
    [{ type: "integer" }, "number"],
    [{ type: "boolean", enum: [true] }, "flag"],
    [{ enum: [1, "1"] }, "choice"],
    [{ type: "string", oneOf: [{ const: "a" }, { const: "b" }] }, "choice"],
    [{ oneOf: [{ type: "string" }, { type: "integer" }] }, "other"],
    [{ type: "array", items: { type: "string" } }, "texts"],
    [{ type: "array", items: { type: "string", enum: ["a"] } }, "choices"],
    [{ type: "array", items: { type: "object" } }, "other"],
    [{ type: "object" }, "other"],
    [{ type: ["string", "array"] }, "other"],
    [{}, "other"],
  ];
  for (const [schema, shape] of shapes)
    it(`of ${JSON.stringify(schema)} is ${shape}`, () => {
      expect(valueShape(schema)).to.equal(shape);
    });
});

describe("widgetSuits", () => {
  it("lets a widget show the shapes it can hold", () => {
    expect(widgetSuits("textarea", { type: "string" })).to.equal(true);
    expect(widgetSuits("textarea", { type: "boolean" })).to.equal(false);
    expect(widgetSuits("range", { type: "string" })).to.equal(false);
    expect(widgetSuits("tags", { type: "array", items: { type: "object" } })).to.equal(false);
  });

  it("lets every shape be hidden", () => {
    expect(widgetSuits("hidden", { type: "object" })).to.equal(true);
  });
});
