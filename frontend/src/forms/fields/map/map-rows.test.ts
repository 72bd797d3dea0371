import { expect } from "chai";
import fc from "fast-check";
import { followObject, keyFault, ownersOf, type Row, toObject, toRows } from "./map-rows.ts";

const aRow = (key: string, value: unknown = "", id = 0): Row => ({ id, key, value });

describe("the rows of a map", () => {
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

  it("leave out a row without a value, and one with the name of a field", () => {
    const rows = [{ ...aRow("a"), value: undefined }, aRow("app", "x", 1), aRow("b", null, 2)];
    expect(toObject(rows, new Set(["app"]))).to.deep.equal({ b: null });
  });

  it("have a message about a missing, repeated or taken key", () => {
    const rows = [
      aRow("a", "1"),
      aRow("a", "2", 1),
      aRow("", "3", 2),
      aRow("", "", 3),
      aRow("app", "4", 4),
    ];
    const taken = new Set(["app"]);
    const owners = ownersOf(rows, taken);
    const isBlank = ({ value }: Row) => value === "";
    expect(rows.map((row) => keyFault(row, { owners, taken, isBlank }))).to.deep.equal([
      null,
      "There is another “a” above",
      "Give this value a name",
      null,
      "“app” is a field of its own",
    ]);
  });

  it("follow an object that was changed, and keep what is not in it yet", () => {
    const rows = [aRow("a", "1"), aRow("b", "2", 1), aRow("", "half", 2), aRow("a", "twice", 3)];
    expect(followObject(rows, { a: "9", c: "3" }, { nextId: 7 })).to.deep.equal([
      aRow("a", "9"),
      aRow("", "half", 2),
      aRow("a", "twice", 3),
      aRow("c", "3", 7),
    ]);
  });
});
