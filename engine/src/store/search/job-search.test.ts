import { foldedText } from "@formwork/contracts/text/folded-text";
import { expect } from "chai";
import fc from "fast-check";
import { createJobSearch, type Searched } from "./job-search.ts";

const aJob = (parts: Partial<Searched> = {}): Searched => ({
  id: "0199-abcd-88f58dce",
  template: "http-check",
  texts: [],
  json: [],
  ...parts,
});
const finds = (text: string, job: Searched, templates: string[] = []) =>
  createJobSearch([{ text, templates }])(job);
const inPayload = (text: string, payload: unknown) =>
  finds(text, aJob({ json: [JSON.stringify(payload)] }));

describe("createJobSearch", () => {
  it("finds an id by its beginning and its end, not by its middle", () => {
    expect(finds("0199-a", aJob())).to.equal(true);
    expect(finds("88f58dce", aJob())).to.equal(true);
    expect(finds("abcd", aJob())).to.equal(false);
  });

  it("finds a template by its name, and by the titles that were looked up", () => {
    expect(finds("check", aJob())).to.equal(true);
    expect(finds("quick", aJob())).to.equal(false);
    expect(finds("quick", aJob(), ["http-check"])).to.equal(true);
  });

  it("finds texts and numbers of JSON, at any depth, but no key, literal or punctuation", () => {
    const payload = { host: "Web-1", deep: [{ port: 8443, on: true, none: null }] };
    expect(["web-1", "8443", "eb"].filter((text) => !inPayload(text, payload))).to.deep.equal([]);
    for (const text of ["host", "port", "true", "null", '"web', '":', "{", "["])
      expect(inPayload(text, payload), text).to.equal(false);
  });

  it("finds nothing of what stands under the key of a seal, whatever its format", () => {
    for (const seal of ["v1.abc.def", { v: "v2.abc", keys: ["abc"] }, ["abc"]])
      for (const text of ["v1.", "v2.", "abc", "$sealed"])
        expect(inPayload(text, { token: { $sealed: seal } }), text).to.equal(false);
  });

  it("requires every word, each wherever it is", () => {
    const job = aJob({ texts: ["nightly backup"], json: ['{"host":"web-1"}'] });
    const found = (...words: string[]) =>
      createJobSearch(words.map((text) => ({ text, templates: [] })))(job);
    expect(found("web-1", "nightly", "check")).to.equal(true);
    expect(found("web-1", "weekly")).to.equal(false);
  });

  it("finds any part of any text, whatever characters it has", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), fc.nat(), (text, from, length) => {
        const part = text.slice(from % (text.length + 1)).slice(0, length);
        fc.pre(part.isWellFormed());
        const isPart = foldedText(text).includes(foldedText(part));
        return inPayload(foldedText(part), { a: { b: [text] } }) || !isPart;
      }),
    );
  });

  it("finds an accent in either form, also behind an escape of JSON", () => {
    expect(inPayload("étoile", { a: "E\u0301TOILE" })).to.equal(true);
    expect(inPayload("etoi", { a: "e\u0301toile" })).to.equal(false);
    expect(inPayload("\u0301x", { a: "\n\u0301x" })).to.equal(true);
    expect(inPayload("\u0301x", { a: "\u0001\u0301x" })).to.equal(true);
  });
});
