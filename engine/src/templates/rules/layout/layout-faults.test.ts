import { expect } from "chai";
import { layoutFaults } from "./layout-faults.ts";

const payload = {
  type: "object",
  $defs: { port: { type: "integer" } },
  properties: {
    url: { type: "string" },
    a: {},
    flag: { type: "boolean" },
    port: { $ref: "#/$defs/port" },
    choice: { type: "string", oneOf: [{ const: "a" }, { const: "b" }] },
    texts: { type: "array", items: { type: "string" } },
    list: {
      type: "array",
      items: { type: "string", oneOf: [{ properties: { a: { type: "string" } } }] },
    },
    group: { type: "object", properties: { name: { type: "string" } } },
    map: { type: "object", additionalProperties: { type: "string" } },
    pair: { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }] },
    free: { type: "object" },
    mixed: { anyOf: [{ type: "null" }, { type: "string" }] },
  },
  if: { properties: { url: { const: "x" } } },
  then: { properties: { extra: { type: "string" } } },
};
const faults = (layout: unknown) =>
  layoutFaults(layout, "/form", payload).map(({ pointer, message }) => `${pointer} ${message}`);

describe("layoutFaults", () => {
  it("accepts texts, order and known controls at every depth", () => {
    const layout = {
      "ui:order": ["url", "*"],
      url: {
        "ui:autofocus": true,
        "ui:placeholder": "https://",
        "ui:options": { rows: 3, unit: "s" },
      },
      extra: { "ui:help": "a field of a branch" },
      flag: { "ui:widget": "switch" },
      port: { "ui:widget": "range" },
      choice: { "ui:widget": "radio" },
      texts: { "ui:widget": "tags" },
      map: { additionalProperties: { "ui:widget": "textarea" }, key: { "ui:help": "one key" } },
      pair: { items: [{ "ui:widget": "textarea" }, { "ui:widget": "updown" }] },
      free: { anything: { "ui:help": "x" }, "ui:field": "json", "ui:widget": "hidden" },
      mixed: { "ui:widget": "textarea" },
      group: { "ui:order": ["*"], name: { "ui:messages": { required: "Who?", pattern: "So" } } },
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
    [{ ulr: {} }, /^\/form\/ulr is no field of the payload; did you mean url\?$/],
    [{ url: { deep: {} } }, /^\/form\/url\/deep is no field/],
    [
      { group: { nme: {} } },
      /^\/form\/group\/nme is no field of the payload; did you mean name\?$/,
    ],
    [{ list: { items: { b: {} } } }, /^\/form\/list\/items\/b is no field/],
    [
      { flag: { "ui:widget": "textarea" } },
      /^\/form\/flag\/ui:widget cannot be textarea, which cannot show true or false; checkbox, switch, radio, select can$/,
    ],
    [
      { port: { "ui:options": { widget: "date" } } },
      /^\/form\/port\/ui:options\/widget cannot be date, .* a number; text, updown, range can$/,
    ],
    [{ url: { "ui:widget": "range" } }, /cannot show text; text, textarea/],
    [
      { choice: { "ui:widget": "checkbox" } },
      /cannot show a choice between values; select, radio can$/,
    ],
    [{ texts: { "ui:widget": "textarea" } }, /cannot show a list of texts; tags, files can$/],
    [
      { group: { "ui:widget": "text" } },
      /cannot show an object or a list of them; only hidden may stand there$/,
    ],
    [
      { pair: { items: [{}, { "ui:widget": "textarea" }] } },
      /items\/1\/ui:widget cannot be textarea, .* a number/,
    ],
    [{ map: { additionalProperties: { "ui:widget": "range" } } }, /cannot show text/],
    [{ mixed: { "ui:widget": "range" } }, /cannot show text/],
    [
      { "ui:order": ["url", "prot", "url", "*"] },
      /^\/form\/ui:order\/1 names prot, which is no field there; did you mean port\?\n.*ui:order\/2 names url a second time$/,
    ],
    [
      { a: { "ui:messages": { patern: "x" } } },
      /ui:messages\/patern is no keyword that refuses a value; did you mean pattern\?/,
    ],
    [{ a: { "ui:messages": { pattern: "" } } }, /ui:messages\/pattern must be a text/],
    [{ a: { "ui:messages": ["x"] } }, /ui:messages must be an object of texts/],
    [{ a: "x" }, /^\/form\/a must be an object/],
  ];
  for (const [layout, words] of refused) {
    it(`refuses ${JSON.stringify(layout)}`, () => {
      expect(faults(layout).join("\n")).to.match(words);
    });
  }
});
