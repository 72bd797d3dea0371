import { expect } from "chai";
import { layoutFaults } from "./form-layout.ts";

const faults = (layout: unknown) =>
  layoutFaults(layout, "/form").map(({ pointer, message }) => `${pointer} ${message}`);

describe("layoutFaults", () => {
  it("accepts texts, order and known controls at every depth", () => {
    const layout = {
      "ui:order": ["url", "*"],
      url: {
        "ui:autofocus": true,
        "ui:placeholder": "https://",
        "ui:options": { rows: 3, unit: "s" },
      },
      list: { items: { "ui:widget": "textarea", oneOf: [{ a: { "ui:help": "x" } }] } },
    };
    expect(faults(layout)).to.deep.equal([]);
  });

  const refused: [layout: object, words: RegExp][] = [
    [
      { a: { "ui:style": { background: "url(//evil)" } } },
      /^\/form\/a\/ui:style is not allowed in a form layout/,
    ],
    [{ a: { "ui:classNames": "x" } }, /ui:classNames is not allowed/],
    [
      { a: { "ui:options": { style: {}, classNames: "x" } } },
      /ui:options\/style is not allowed.*\n.*classNames is not allowed/,
    ],
    [{ a: { "ui:field": "evil" } }, /ui:field must be one of json/],
    [{ a: { "ui:widget": "iframe" } }, /ui:widget must be one of/],
    [{ a: { "ui:widget": { toString: 1 } } }, /ui:widget must be text/],
    [{ a: { "ui:enableMarkdownInDescription": true } }, /is not allowed/],
    [{ a: { "ui:description": { html: "<b>" } } }, /must be text/],
    [{ "ui:submitButtonOptions": {} }, /is not allowed/],
    [{ "ui:globalOptions": { style: {} } }, /is not allowed/],
    [{ a: { "ui:placholder": "x" } }, /did you mean placeholder\?/],
    [{ a: "x" }, /^\/form\/a must be an object/],
  ];
  for (const [layout, words] of refused) {
    it(`refuses ${JSON.stringify(layout)}`, () => {
      expect(faults(layout).join("\n")).to.match(words);
    });
  }
});
