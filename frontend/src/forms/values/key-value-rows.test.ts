import { expect } from "chai";
import fc from "fast-check";
import { keyError, type Row, toObject, toRows } from "./key-value-rows.ts";

const aRow = (key: string, value: unknown = "", id = 0): Row => ({ id, key, value });

describe("key-value rows", () => {
  it("become the object again that they were made of", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
        (object) => void expect(toObject(toRows(object))).to.deep.equal({ ...object }),
      ),
    );
  });

  it("leave out a row without a key", () => {
    expect(toObject([aRow("", "lost"), aRow("kept", "here", 1)])).to.deep.equal({ kept: "here" });
  });

  it("use the first of two rows with the same key, in its place", () => {
    const rows = [aRow("a", "first"), aRow("b", "other", 1), aRow("a", "second", 2)];
    expect(Object.entries(toObject(rows))).to.deep.equal([
      ["a", "first"],
      ["b", "other"],
    ]);
  });

  it("have a message about a missing or repeated key", () => {
    const rows = [aRow("a", "1"), aRow("a", "2", 1), aRow("", "3", 2), aRow("", "", 3)];
    expect(rows.map((row) => keyError(rows, row))).to.deep.equal([
      null,
      "There is another “a” above",
      "Give this value a name",
      null,
    ]);
  });
});
