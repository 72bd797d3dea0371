import { expect } from "chai";
import { bodyOf, draftFaults } from "./secret-draft.ts";

describe("The draft of a secret", () => {
  const draft = { name: "API_TOKEN", value: "open sesame", description: " for x ", templates: [] };

  it("needs a name that templates can write, and a value that can be found in logs", () => {
    expect(draftFaults(draft, true)).to.deep.equal({});
    for (const name of ["", "1a", "a b", "a.b", "x".repeat(65)])
      expect(draftFaults({ ...draft, name }, true), name).to.have.property("name");
    for (const value of ["", "abc", "x".repeat(40_000)])
      expect(draftFaults({ ...draft, value }, true)).to.have.property("value");
  });

  it("needs no value where there is one, and says nothing of the name then", () => {
    expect(draftFaults({ ...draft, value: "" }, false)).to.deep.equal({});
    expect(draftFaults({ ...draft, value: "abc" }, false)).to.have.property("value");
  });

  it("is sent without a value where that stays, and with every template where none is named", () => {
    expect(bodyOf({ ...draft, value: "" })).to.deep.equal({
      description: "for x",
      templates: null,
    });
    expect(bodyOf({ ...draft, templates: ["a"] })).to.deep.equal({
      ...{ value: "open sesame", description: "for x", templates: ["a"] },
    });
  });
});
