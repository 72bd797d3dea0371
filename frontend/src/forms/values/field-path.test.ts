import { expect } from "chai";
import fc from "fast-check";
import { idOf, pathOf, pointerOf, valueAt } from "./field-path.ts";

describe("the path of a field", () => {
  it("is that of a pointer into the request body", () => {
    expect(pathOf("/payload/columns/0/name")).to.deep.equal(["columns", "0", "name"]);
  });

  it("is empty for the payload itself and for other parts of the request", () => {
    expect(pathOf("/payload")).to.deep.equal([]);
    expect(pathOf("/priority")).to.deep.equal([]);
  });

  it("survives keys with slashes and tildes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        (path) => void expect(pathOf(pointerOf(path))).to.deep.equal(path),
      ),
    );
  });

  it("gives the id of the control", () => {
    expect(idOf("/payload/columns/0/name")).to.equal("payload/columns/0/name");
    expect(idOf("/payload")).to.equal("payload");
  });

  it("finds the value, but no inherited property", () => {
    expect(valueAt({ columns: [{ name: "age" }] }, ["columns", 0, "name"])).to.equal("age");
    expect(valueAt({ columns: [] }, ["columns", "0", "name"])).to.equal(undefined);
    expect(valueAt({}, ["constructor"])).to.equal(undefined);
  });
});
