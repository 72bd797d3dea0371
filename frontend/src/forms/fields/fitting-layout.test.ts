import { expect } from "chai";
import { fittingLayout } from "./fitting-layout.ts";

describe("fittingLayout", () => {
  it("leaves a widget that can show the value", () => {
    const layout = { "ui:widget": "textarea", "ui:help": "h" };
    expect(fittingLayout({ type: "string" }, layout)).to.equal(layout);
  });

  it("drops one that cannot, in either notation", () => {
    expect(
      fittingLayout({ type: "boolean" }, { "ui:widget": "textarea", "ui:help": "h" }),
    ).to.deep.equal({ "ui:help": "h" });
    expect(
      fittingLayout({ type: "boolean" }, { "ui:options": { widget: "range", unit: "s" } }),
    ).to.deep.equal({ "ui:options": { unit: "s" } });
  });

  it("leaves the widget of branches to the branch", () => {
    const layout = { "ui:widget": "textarea" };
    expect(fittingLayout({ oneOf: [{ type: "string" }, { type: "null" }] }, layout)).to.equal(
      layout,
    );
  });

  const object = { type: "object", properties: { a: {}, b: {}, c: {} } };
  it("puts fields last that the order leaves out, and drops names that are no field", () => {
    expect(fittingLayout(object, { "ui:order": ["c", "x"] })["ui:order"]).to.deep.equal(["c", "*"]);
  });

  it("keeps the place of the other fields, once", () => {
    expect(fittingLayout(object, { "ui:order": ["*", "a", "*", "a"] })["ui:order"]).to.deep.equal([
      "*",
      "a",
    ]);
  });
});
