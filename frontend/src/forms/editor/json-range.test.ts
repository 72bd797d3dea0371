import { expect } from "chai";
import { syntaxErrorRange, valueRange } from "./json-range.ts";

const text = JSON.stringify(
  { url: "x", headers: { "a/b": 1 }, columns: [{ name: "age" }, { name: "" }] },
  null,
  2,
);
const marked = (pointer: string) => {
  const { from, to } = valueRange(text, pointer);
  return text.slice(from, to);
};

describe("the place of an error in JSON text", () => {
  it("is the value of the field", () => {
    expect(marked("/payload/url")).to.equal('"x"');
    expect(marked("/payload/headers/a~1b")).to.equal("1");
    expect(marked("/payload/columns/1/name")).to.equal('""');
  });

  it("is the name of an object or list, not all that it holds", () => {
    expect(marked("/payload/headers")).to.equal('"headers"');
  });

  it("of an object in a list is its bracket", () => {
    expect(valueRange(text, "/payload/columns/0").from).to.equal(
      text.indexOf("{", text.indexOf("columns")),
    );
    expect(marked("/payload/columns/0")).to.equal("{");
  });

  it("of a missing field is the nearest thing around it", () => {
    expect(marked("/payload/headers/accept")).to.equal('"headers"');
    expect(marked("/payload/missing")).to.equal("{");
    expect(valueRange("", "/payload")).to.deep.equal({ from: 0, to: 0 });
  });

  it("is where the text stops being JSON", () => {
    const broken = '{ "a": 1, "b" }';
    const place = syntaxErrorRange(broken);
    expect(place?.from).to.be.within(12, 14);
    expect(syntaxErrorRange(text)).to.equal(null);
    expect(syntaxErrorRange("")).to.not.equal(null);
  });
});
