import { DomainError } from "@formwork/engine/errors";
import { expect } from "chai";
import fc from "fast-check";
import { createJsonScanner, type Mark } from "./json-scanner.ts";

const scan = (text: string) => createJsonScanner().scan(Buffer.from(text));
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("createJsonScanner", () => {
  it("accepts 40 levels and refuses 41", () => {
    expect(() => scan(nested(40))).to.not.throw();
    expect(() => scan(nested(41))).to.throw(DomainError, "deeper than 40");
  });

  it("refuses a million levels as fast as forty-one", () => {
    expect(() => scan("[".repeat(1_000_000))).to.throw(DomainError);
  });

  it("accepts a million values and refuses more, however they are arranged", () => {
    const million = {
      flat: `[${Array(999_999).fill("0")}]`,
      deep: `[[${Array(499_999).fill("{}")}]]`,
    };
    for (const [how, text] of Object.entries(million)) expect(() => scan(text), how).to.not.throw();
    for (const item of ["0", "{}", "[]", '{"a":0}'])
      expect(() => scan(`[${Array(1_000_000).fill(item)}]`), item).to.throw(DomainError, "values");
  });

  it("does not count brackets inside text", () => {
    expect(() =>
      scan(JSON.stringify({ a: "[{".repeat(100), '"\\[': '\\"['.repeat(100) })),
    ).to.not.throw();
  });

  it("agrees with the depth of any JSON", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 60 }), (text) => {
        const isDeep = depthOf(JSON.parse(text)) > 40;
        if (isDeep) expect(() => scan(text)).to.throw(DomainError);
        else scan(text);
      }),
    );
  });

  it("reports the brackets and commas at depth 2, in chunks of any size", () => {
    const text = '{"a": [1, {"b": [2, 3]}], "c,[": "x,\\"[", "d": {"e": 4, "f": 5}}';
    for (const size of [1, 2, 3, 7, 100]) {
      const marks: string[] = [];
      let chunkStart = 0;
      const onMark = ({ at }: Mark) => marks.push(`${chunkStart + at}${text[chunkStart + at]}`);
      const scanner = createJsonScanner(onMark);
      for (; chunkStart < text.length; chunkStart += size)
        scanner.scan(Buffer.from(text.slice(chunkStart, chunkStart + size)));
      expect(marks, `size ${size}`).to.deep.equal(["6[", "8,", "23]", "47{", "54,", "62}"]);
    }
  });
});

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
