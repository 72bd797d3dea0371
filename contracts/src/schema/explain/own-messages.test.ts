import { expect } from "chai";
import { inOwnWords } from "./own-messages.ts";

const say = (messages: object) => ({ "ui:messages": messages });
const error = (pointer: string, keyword: string) => ({
  pointer: `/payload${pointer}`,
  message: "usual",
  keyword,
});
const told = (layout: object, pointer: string, keyword: string) =>
  inOwnWords([error(pointer, keyword)], layout)[0]?.message;

describe("the words of a layout for faults", () => {
  it("take the place of the usual ones, by keyword", () => {
    const layout = { commit: say({ pattern: "Eight of 0–9 and a–f", required: "Which commit?" }) };
    expect(told(layout, "/commit", "pattern")).to.equal("Eight of 0–9 and a–f");
    expect(told(layout, "/commit", "required")).to.equal("Which commit?");
    expect(told(layout, "/commit", "minLength")).to.equal("usual");
    expect(told(layout, "/other", "pattern")).to.equal("usual");
    expect(
      told({ commit: { "ui:options": { messages: { pattern: "so" } } } }, "/commit", "pattern"),
    ).to.equal("so");
  });

  it("are found by a keyword of the schema that is told as another one", () => {
    for (const [keyword, reported] of [
      ["oneOf", "enum"],
      ["anyOf", "type"],
      ["minContains", "contains"],
      ["dependentRequired", "required"],
    ] as const)
      expect(told({ a: say({ [keyword]: "own" }) }, "/a", reported)).to.equal("own");
    expect(told({ a: say({ enum: "own" }) }, "/a", "type")).to.equal("usual");
  });

  it("are found in groups, items, tuples, free keys and branches", () => {
    const words = say({ type: "found" });
    expect(told({ a: { b: words } }, "/a/b", "type")).to.equal("found");
    expect(told({ a: { items: words } }, "/a/3", "type")).to.equal("found");
    expect(told({ a: { items: { b: words } } }, "/a/3/b", "type")).to.equal("found");
    expect(told({ a: { items: [{}, words], additionalItems: {} } }, "/a/1", "type")).to.equal(
      "found",
    );
    expect(told({ a: { items: [{}], additionalItems: words } }, "/a/7", "type")).to.equal("found");
    expect(told({ a: { additionalProperties: words } }, "/a/any~1key", "type")).to.equal("found");
    expect(told({ a: { oneOf: [{}, { b: words }] } }, "/a/b", "type")).to.equal("found");
    expect(told({ anyOf: [words] }, "", "type")).to.equal("found");
  });

  it("may stand at the object for a key that it does not take", () => {
    const layout = {
      labels: say({ propertyNames: "Names are lower-case", additionalProperties: "No such label" }),
    };
    expect(told(layout, "/labels/A", "propertyNames")).to.equal("Names are lower-case");
    expect(told(layout, "/labels/b", "unevaluatedProperties")).to.equal("No such label");
  });

  it("hold for every way in which the schema of a choice is written", () => {
    expect(told({ a: say({ oneOf: "Pick one" }) }, "/a", "enum")).to.equal("Pick one");
    expect(told({ a: say({ enum: "Pick one" }) }, "/a", "const")).to.equal("Pick one");
    expect(told({ a: say({ required: "Needed" }) }, "/a", "dependentRequired")).to.equal("Needed");
  });

  it("are said once where two keywords have the same", () => {
    const layout = { a: say({ pattern: "So", minLength: "So" }) };
    expect(
      inOwnWords([error("/a", "pattern"), error("/a", "minLength"), error("/b", "type")], layout),
    ).to.have.length(2);
  });

  it("reach no prototype, and survive any layout", () => {
    expect(told({}, "/constructor/name", "toString")).to.equal("usual");
    expect(told({ a: say({}) }, "/a", "constructor")).to.equal("usual");
    expect(told({ a: 1, "ui:messages": [] }, "/a/b", "type")).to.equal("usual");
    expect(inOwnWords([error("/a", "type")], undefined)).to.deep.equal([error("/a", "type")]);
  });
});
