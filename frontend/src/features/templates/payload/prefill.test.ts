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

  it("leaves what does not fit as text, for the form to refuse at the field", () => {
    expect(prefill("p.port=eighty&p.verbose=1").payload).to.deep.equal({
      port: "eighty",
      verbose: "1",
    });
  });

  it("reaches into objects and lists", () => {
    expect(
      prefill("p.columns.0.name=age&p.columns.0.width=3&p.headers.accept=x").payload,
    ).to.deep.equal({
      columns: [{ name: "age", width: 3 }],
      headers: { accept: "x" },
    });
  });

  it("takes a whole payload, with single values on top", () => {
    expect(
      prefill(`payload=${encodeURIComponent('{"url":"a","port":1}')}&p.port=2`).payload,
    ).to.deep.equal({ url: "a", port: 2 });
  });

  it("says what it could not read", () => {
    expect(prefill("payload={cut").faults).to.have.length(1);
    expect(prefill("payload=[1]")).to.deep.equal({
      payload: {},
      faults: prefill("payload={cut").faults,
    });
    expect(prefill("p.url=x&p.url.deeper=y").faults).to.deep.equal([
      "The link's value for url.deeper has no place in the payload.",
    ]);
  });

  it("touches no prototype and makes no huge list", () => {
    expect(prefill("p.__proto__.polluted=1").payload).to.deep.equal({});
    expect(Object.hasOwn(Object.prototype, "polluted")).to.equal(false);
    expect(prefill("p.columns.0.name=a&p.columns.99999999.name=b").faults).to.have.length(1);
  });

  it("is empty without parameters, and other parameters do not count", () => {
    expect(prefill("from=1&version=2&p.=x&p=y")).to.deep.equal({ payload: {}, faults: [] });
  });
});
