import { expect } from "chai";
import fc from "fast-check";
import { displayWidth } from "./display-width.ts";
import { type Column, columnWidths, drawRow, drawTitles } from "./draw-table.ts";

const plain = (_style: unknown, text: string) => text;
const column = (title: string, isCut = true): Column => ({ title, isCut, isState: false });

describe("a table", () => {
  it("gives every column what it needs where there is room", () => {
    const columns = [column("ID", false), column("NAME")];
    const rows = [
      ["1", "one"],
      ["22", "two"],
    ];
    const widths = columnWidths(columns, rows, 80);
    expect(drawTitles(columns, widths, plain)).to.equal("ID  NAME");
    expect(rows.map((row) => drawRow({ columns, widths, row, paint: plain }))).to.deep.equal([
      "1   one",
      "22  two",
    ]);
  });

  it("cuts the widest cells first, and never an id", () => {
    const columns = [column("ID", false), column("A"), column("B")];
    const row = ["0123456789012345", "a".repeat(40), "b".repeat(10)];
    const widths = columnWidths(columns, [row], 50);
    expect(widths).to.deep.equal([16, 20, 10]);
  });

  it("leaves the last columns out where not all fit", () => {
    const columns = [column("ID", false), column("A"), column("B")];
    const row = ["0".repeat(36), "a".repeat(10), "b".repeat(10)];
    expect(columnWidths(columns, [row], 50)).to.deep.equal([36, 10]);
    expect(columnWidths(columns, [row], 10)).to.deep.equal([36]);
  });

  it("fits into any width as soon as its first column does", () => {
    const cells = fc.array(fc.string({ unit: "grapheme", maxLength: 60 }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 8, max: 120 }),
        (rows, width) => {
          const columns = ["A", "B", "C", "D"].map((title) => column(title));
          const widths = columnWidths(columns, rows, width);
          for (const row of rows)
            expect(displayWidth(drawRow({ columns, widths, row, paint: plain }))).to.be.at.most(
              width,
            );
        },
      ),
    );
  });
});
