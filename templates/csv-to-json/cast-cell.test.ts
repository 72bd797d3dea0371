import { expect } from "chai";
import fc from "fast-check";
import { type Column, castCell } from "./cast-cell.ts";

const cast = (text: string, column: Omit<Column, "name">) => {
  const answer = castCell(text, { name: "cell", ...column });
  return "value" in answer ? answer.value : answer.fault;
};

describe("castCell", () => {
  it("reads numbers with decimal points and decimal commas", () => {
    const point = ["1", "-1.5", "1,234.5", "1e3", ".5"].map((text) =>
      cast(text, { type: "number" }),
    );
    const comma = ["1,5", "1.234,5", "12.345.678"].map((text) =>
      cast(text, { type: "number", decimal: "," }),
    );
    expect(point).to.deep.equal([1, -1.5, 1234.5, 1000, 0.5]);
    expect(comma).to.deep.equal([1.5, 1234.5, 12345678]);
  });

  it("refuses text that only looks like a number", () => {
    for (const text of ["1,2", "0x10", "Infinity", "1e999", "1 2", "."]) {
      expect(cast(text, { type: "number" }), text).to.equal("is not a number");
    }
  });

  it("reads back every finite number", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (n) => cast(String(n), { type: "number" }) === n,
      ),
    );
  });

  it("reads dates in the order asked for", () => {
    expect(cast("2024-02-29", { type: "date" })).to.equal("2024-02-29");
    expect(cast("1.2.2024", { type: "date", order: "day-first" })).to.equal("2024-02-01");
    expect(cast("1/2/2024", { type: "date", order: "month-first" })).to.equal("2024-01-02");
  });

  it("refuses days that do not exist", () => {
    for (const text of ["2023-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "soon"]) {
      expect(cast(text, { type: "date" }), text).to.equal("is not a date of that form");
    }
  });

  it("reads the usual words for yes and no", () => {
    const answers = ["Yes", "on", "1", "FALSE", "n", "maybe"].map((text) =>
      cast(text, { type: "boolean" }),
    );
    expect(answers).to.deep.equal([true, true, true, false, false, "is neither yes nor no"]);
  });

  it("converts an empty cell to null, or to a fault where a value is required", () => {
    expect(cast("", { type: "number" })).to.equal(null);
    expect(cast("", { type: "number", required: true })).to.equal("is empty");
  });
});
