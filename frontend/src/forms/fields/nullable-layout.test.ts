import { expect } from "chai";
import { nullableLayout } from "./nullable-layout.ts";

describe("nullableLayout", () => {
  it("makes an empty required field null, and leaves an optional one out", () => {
    const text = { type: ["string", "null"] };
    expect(nullableLayout(text, {}, true)).to.deep.equal({ "ui:emptyValue": null });
    expect(nullableLayout(text, {}, false)).to.deep.equal({});
  });

  it("shows a boolean as a select, which can be null and unset", () => {
    const flag = { type: ["boolean", "null"] };
    expect(nullableLayout(flag, { "ui:widget": "switch" }, false)).to.deep.equal({
      "ui:widget": "select",
    });
    expect(nullableLayout(flag, { "ui:widget": "radio" }, true)).to.deep.equal({
      "ui:widget": "radio",
    });
  });

  it("changes nothing for other fields", () => {
    const layout = {};
    expect(nullableLayout({ type: "string" }, layout, true)).to.equal(layout);
  });
});
