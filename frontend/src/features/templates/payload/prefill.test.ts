import { expect } from "chai";
import { readPrefill } from "./prefill.ts";

const schema = {
  properties: {
    url: { type: "string" },
    port: { type: "integer" },
    ratio: { type: "number" },
    verbose: { type: "boolean" },
    code: { type: "string" },
    columns: {
      type: "array",
      items: { properties: { name: { type: "string" }, width: { type: "integer" } } },
    },
  },
};
const prefill = (search: string) => readPrefill(new URLSearchParams(search), schema);

describe("a form prefilled by its address", () => {
  it("takes single values in the type that the schema asks for", () => {
    expect(
      prefill("p.url=http://a&p.port=80&p.ratio=1&p.verbose=true&p.code=007").payload,
    ).to.deep.equal({
      url: "http://a",
      port: 80,
      ratio: 1,
      verbose: true,
      code: "007",
    });
  });

  it("keeps a value of another type as text, which the form reports at the field", () => {
    expect(prefill("p.port=eighty&p.verbose=1").payload).to.deep.equal({
      port: "eighty",
      verbose: "1",
    });
  });

  it("sets values inside objects and lists", () => {
    expect(
      prefill("p.columns.0.name=age&p.columns.0.width=3&p.headers.accept=x").payload,
    ).to.deep.equal({
      columns: [{ name: "age", width: 3 }],
      headers: { accept: "x" },
    });
  });

  it("reaches keys with a dot by a JSON Pointer", () => {
    expect(prefill("p./log.level=debug&p./columns/0/name=age").payload).to.deep.equal({
      "log.level": "debug",
      columns: [{ name: "age" }],
    });
  });

  it("takes a whole payload, overridden by single values", () => {
    expect(
      prefill(`payload=${encodeURIComponent('{"url":"a","port":1}')}&p.port=2`).payload,
    ).to.deep.equal({ url: "a", port: 2 });
  });

  it("warns about what it could not use", () => {
    expect(prefill("payload={cut").warnings).to.have.length(1);
    expect(prefill("payload=[1]")).to.deep.equal({
      payload: {},
      warnings: prefill("payload={cut").warnings,
    });
    expect(prefill("p.url=x&p.url.deeper=y").warnings).to.deep.equal([
      "The link's value for url.deeper has no place in the payload.",
    ]);
  });

  it("changes no prototype and creates no huge list", () => {
    expect(prefill("p.__proto__.polluted=1").payload).to.deep.equal({});
    expect(Object.hasOwn(Object.prototype, "polluted")).to.equal(false);
    expect(prefill("p.columns.0.name=a&p.columns.99999999.name=b").warnings).to.have.length(1);
  });

  it("is empty without parameters, and ignores other parameters", () => {
    expect(prefill("from=1&version=2&p.=x&p=y")).to.deep.equal({ payload: {}, warnings: [] });
  });
});
