import { expect } from "chai";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { csvRecord } from "./csv.ts";

/** Returns the cells of a record, read as others read them. */
const read = (cells: string[]): string[] => parse(csvRecord(cells))[0] ?? [];

describe("csvRecord", () => {
  it("is read as it was written, but for the apostrophe before a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (cells) => {
        const record = read(cells);
        expect(record).to.have.length(cells.length);
        for (const [place, cell] of cells.entries())
          expect([cell, `'${cell}`]).to.include(record[place]);
      }),
    );
  });

  it("begins what could be a formula with an apostrophe, however it is hidden", () => {
    for (const text of [
      ...["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\tx", "\r=1", "\nx", "  =1", "'=1", '"=1"'],
      ...[
        "＝1+1",
        "＋1",
        "－1",
        "＠A",
        "﹦1",
        "﹢1",
        "−1",
        "\u200b=1",
        "\ufeff=1",
        "\u00a0=1",
        "“=1",
        "\0=1",
      ],
    ])
      expect(read([text])[0], JSON.stringify(text)).to.equal(`'${text}`);
  });

  it("leaves other texts as they are", () => {
    for (const text of [
      "a=b",
      "1-2",
      "{}",
      '{"a":"=1"}',
      "",
      "2026-11-26T10:00:00Z",
      "a@b.c",
      "x\ty",
    ])
      expect(read([text])[0]).to.equal(text);
  });

  it("quotes each cell, so that a separator of another country splits none", () => {
    expect(csvRecord(["a;=1", 'b"c'])).to.equal('"a;=1","b""c"\r\n');
  });
});
