import { expect } from "chai";
import fc from "fast-check";
import { createLineSplitter } from "./line-splitter.ts";

function split(chunks: Uint8Array[]): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.write(chunk);
  splitter.end();
  return lines;
}

describe("the line splitter", () => {
  it("returns the same lines however the bytes are split into chunks", () => {
    const line = fc
      .string({ unit: "grapheme", maxLength: 20 })
      .filter((text) => !/[\r\n\uFEFF]/.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.array(fc.nat(200)), (lines, cuts) => {
        const bytes = Buffer.from(`${lines.join("\n")}\n`);
        const places = [
          0,
          ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b),
          bytes.length,
        ];
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect(split(chunks)).to.deep.equal(lines);
      }),
    );
  });

  it("accepts Windows line ends, and a last line without an end", () => {
    expect(split([Buffer.from("a\r\nb\r\nc")])).to.deep.equal(["a", "b", "c"]);
  });

  it("returns the last state of a progress bar", () => {
    expect(split([Buffer.from("10%\r50%\r100%\ndone\n")])).to.deep.equal(["100%", "done"]);
  });

  it("splits a line without end", () => {
    const chunk = Buffer.alloc(64 * 1024, "x");
    expect(split(Array.from({ length: 10 }, () => chunk)).length).to.be.greaterThan(3);
  });
});
