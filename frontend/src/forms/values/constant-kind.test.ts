import { expect } from "chai";
import { constantKind } from "./constant-kind.ts";

describe("constantKind", () => {
  it("tells what follows from a choice from what a person has to type or tick", () => {
    expect(constantKind({ const: "file", default: "file" })).to.equal("mark");
    expect(constantKind({ const: "DELETE" })).to.equal("typed");
    expect(constantKind({ const: 42 })).to.equal("typed");
    expect(constantKind({ const: true })).to.equal("ticked");
    expect(constantKind({ const: { a: 1 } })).to.equal("ticked");
    expect(constantKind({ const: null })).to.equal("ticked");
  });

  it("is null for other schemas", () => {
    expect(constantKind({})).to.equal(null);
    expect(constantKind({ const: "a", enum: ["a", "b"] })).to.equal(null);
  });
});
