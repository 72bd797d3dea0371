import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import fc from "fast-check";
import { createLineSplitter } from "./line-splitter.ts";
import { isBlank } from "./redrawn.ts";

function split(chunks: (Uint8Array | string)[]): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.write(Buffer.from(chunk));
  splitter.end();
  return lines;
}

/** Divides bytes at some places. */
function divide(bytes: Buffer, cuts: number[]): Buffer[] {
  const inside = cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b);
  const places = [0, ...inside, bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

describe("the line splitter", () => {
  it("returns the same lines however the bytes are split into chunks", () => {
    const line = fc
      .string({ unit: "grapheme", maxLength: 20 })
      .filter((text) => !/[\r\n\uFEFF]/.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1 }),
        fc.array(fc.nat(200)),
        fc.constantFrom("\n", "\r\n"),
        (lines, cuts, end) => {
          const bytes = Buffer.from(lines.map((text) => text + end).join(""));
          // Blanks before a carriage return clear a line.
          const kept = end === "\n" ? lines : lines.map((text) => (isBlank(text) ? "" : text));
          expect(split(divide(bytes, cuts))).to.deep.equal(kept);
        },
      ),
    );
  });

  it("returns the same lines of any output with carriage returns, however it is divided", () => {
    const word = fc.constantFrom(
      "\r",
      "\n",
      "step 1",
      "step 2",
      "error: disk",
      " ",
      "…",
      "\u001b[K",
    );
    fc.assert(
      fc.property(fc.array(word), fc.array(fc.nat(100)), (words, cuts) => {
        const bytes = Buffer.from(words.join(""));
        expect(split(divide(bytes, cuts))).to.deep.equal(split([bytes]));
      }),
    );
  });

  it("accepts Windows line ends, and a last line without an end", () => {
    expect(split(["a\r\n\r\nb\r\r\nc"])).to.deep.equal(["a", "", "b", "c"]);
    expect(split(["a\r", "\nb\r", "\n"])).to.deep.equal(["a", "b"]);
  });

  it("skips a byte-order mark", () => {
    expect(split(["\ufeffa\n"])).to.deep.equal(["a"]);
  });

  it("returns the last state of a progress bar", () => {
    expect(split(["10%\r50%\r100%\ndone\n"])).to.deep.equal(["100%", "done"]);
    expect(split(["\rstep 1\rstep 2\u001b[K\rstep 3"])).to.deep.equal(["step 3"]);
    expect(split(["step 1\r\u001b[2K\rstep 2\r      \r\nnext\n"])).to.deep.equal([
      "step 2",
      "next",
    ]);
  });

  it("throws nothing away that is not redrawn in its place", () => {
    expect(split(["first error: disk full\rsecond line\rthird line\r\n"])).to.deep.equal([
      ...["first error: disk full", "second line", "third line"],
    ]);
    expect(split(["10%\rWARNING: slow disk\r20%\r30%\n"])).to.deep.equal([
      ...["10%", "WARNING: slow disk", "30%"],
    ]);
  });

  it("tells a line that is redrawn while it is, and only whole states of it", async () => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line), { frameMs: 5 });
    splitter.write(Buffer.from("\rstep 1\rst"));
    await eventually(() => lines.length > 0, "the first state is not told");
    expect(lines).to.deep.equal(["step 1"]);
    splitter.write(Buffer.from("ep 2\r"));
    await eventually(() => lines.length > 1, "the second state is not told");
    splitter.write(Buffer.from("\n\nend\n"));
    splitter.end();
    expect(lines).to.deep.equal(["step 1", "step 2", "", "end"]);
  });

  it("keeps a line without end as one, cut once", () => {
    const chunk = "x".repeat(64 * 1024);
    const lines = split([...Array.from({ length: 10 }, () => chunk), "\nnext\n"]);
    expect(lines.map((line) => line.slice(0, 4))).to.deep.equal(["xxxx", "next"]);
    expect(lines[0]).to.have.length.within(64 * 1024, 129 * 1024);
  });
});
