import { expect } from "chai";
import fc from "fast-check";
import { keyError, type Row, toObject, toRows } from "./key-value-rows.ts";

const aRow = (key: string, value: unknown = "", id = 0): Row => ({ id, key, value });

describe("rows of keys and values", () => {
  it("stand for the object they came from", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
        (object) => void expect(toObject(toRows(object))).to.deep.equal({ ...object }),
      ),
    );
  });

  it("leave out a row without a name", () => {
    expect(toObject([aRow("", "lost"), aRow("kept", "here", 1)])).to.deep.equal({ kept: "here" });
  });

  it("count the first of two with the same name, and keep its place", () => {
    const rows = [aRow("a", "first"), aRow("b", "other", 1), aRow("a", "second", 2)];
    expect(Object.entries(toObject(rows))).to.deep.equal([
      ["a", "first"],
      ["b", "other"],
    ]);
  });

  it("say what is wrong with a name", () => {
    const rows = [aRow("a", "1"), aRow("a", "2", 1), aRow("", "3", 2), aRow("", "", 3)];
    expect(rows.map((row) => keyError(rows, row))).to.deep.equal([
      null,
      "There is another “a” above",
      "Give this value a name",
      null,
    ]);
  });
});
