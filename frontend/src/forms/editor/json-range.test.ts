import { expect } from "chai";
import { syntaxErrorRange, valueRange } from "./json-range.ts";

const text = JSON.stringify(
  { url: "x", headers: { "a/b": 1 }, columns: [{ name: "age" }, { name: "" }] },
  null,
  2,
);
const textAt = (pointer: string) => {
  const { from, to } = valueRange(text, pointer);
  return text.slice(from, to);
};

describe("the range of a value in JSON text", () => {
  it("is that of the value", () => {
    expect(textAt("/payload/url")).to.equal('"x"');
    expect(textAt("/payload/headers/a~1b")).to.equal("1");
    expect(textAt("/payload/columns/1/name")).to.equal('""');
  });

  it("is the key of an object or list, not its content", () => {
    expect(textAt("/payload/headers")).to.equal('"headers"');
  });

  it("is the opening bracket of an object in a list", () => {
    expect(valueRange(text, "/payload/columns/0").from).to.equal(
      text.indexOf("{", text.indexOf("columns")),
    );
    expect(textAt("/payload/columns/0")).to.equal("{");
  });

  it("is that of the nearest value around a missing one", () => {
    expect(textAt("/payload/headers/accept")).to.equal('"headers"');
    expect(textAt("/payload/missing")).to.equal("{");
    expect(valueRange("", "/payload")).to.deep.equal({ from: 0, to: 0 });
  });

  it("is that of the first syntax error", () => {
    const broken = '{ "a": 1, "b" }';
    const range = syntaxErrorRange(broken);
    expect(range?.from).to.be.within(12, 14);
    expect(syntaxErrorRange(text)).to.equal(null);
    expect(syntaxErrorRange("")).to.not.equal(null);
  });
});
