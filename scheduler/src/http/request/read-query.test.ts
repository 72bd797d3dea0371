import { operations } from "@formwork/contracts/operations/operations";
import { Type } from "@formwork/contracts/typebox";
import { expect } from "chai";
import fc from "fast-check";
import { readQuery } from "./read-query.ts";

const read = (text: string, schema = operations["jobs.list"].query) =>
  readQuery(new URLSearchParams(text), schema);

describe("readQuery", () => {
  it("converts numbers and booleans, and keeps text", () => {
    const schema = Type.Object({
      limit: Type.Integer(),
      archived: Type.Boolean(),
      q: Type.String(),
    });
    const { query } = readQuery(new URLSearchParams("limit=7&archived=true&q=42"), schema);
    expect({ ...query }).to.deep.equal({ limit: 7, archived: true, q: "42" });
  });

  it("keeps other text as it is, for the validator to refuse", () => {
    expect({ ...read("limit=many").query }).to.deep.equal({ limit: "many" });
    expect({ ...read("limit=0x10").query }).to.deep.equal({ limit: "0x10" });
    expect({ ...read("limit=").query }).to.deep.equal({ limit: "" });
  });

  it("collects the values of a list, also a single one", () => {
    expect({ ...read("state=queued&state=running").query }).to.deep.equal({
      state: ["queued", "running"],
    });
    expect({ ...read("state=queued").query }).to.deep.equal({ state: ["queued"] });
    expect({ ...read("tag=a,b").query }).to.deep.equal({ tag: ["a,b"] });
  });

  it("reads a path into the payload in brackets, as generated clients write it", () => {
    expect({ ...read("payload[hosts][0]=a&payload%5Bb.c%5D=d&payload.e=f").query }).to.deep.equal({
      "payload.hosts.0": "a",
      "payload.b.c": "d",
      "payload.e": "f",
    });
    expect(read("payload[__proto__]=a").faults).to.have.length(1);
    expect({ ...read("state[]=queued").query }).to.deep.equal({ "state[]": "queued" });
  });

  it("refuses a repeated key that is no list", () => {
    expect(read("limit=1&limit=2").faults).to.deep.equal([
      { pointer: "/query/limit", message: "must not be repeated", keyword: "maxItems" },
    ]);
  });

  it("accepts paths into payloads", () => {
    expect({ ...read("payload.server.port=80").query }).to.deep.equal({
      "payload.server.port": "80",
    });
  });

  it("refuses keys that reach a prototype", () => {
    expect(read("payload.__proto__.x=1").faults[0]?.pointer).to.equal("/query/payload.__proto__.x");
    expect(read("__proto__=1").faults).to.have.length(1);
    expect(read("constructor=1").faults).to.have.length(1);
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { query, faults } = read(text);
        expect(Object.keys(query).length + faults.length).to.be.at.most(text.split("&").length);
      }),
    );
  });
});
