import { expect } from "chai";
import fc from "fast-check";
import { linePattern } from "../../text/line-pattern.ts";
import { describePattern } from "./describe-pattern.ts";

describe("describePattern", () => {
  const words: [pattern: string, words: string][] = [
    ["^/", "must start with /"],
    ["^https?://", "must start with http:// or https://"],
    ["\\.json$", "must end with .json"],
    ["abc", "must contain abc"],
    ["^v?1$", "must be 1 or v1"],
    ["^[^/]", "must not start with /"],
    ["^[a-z]", "must start with one of a–z"],
    ["^[a-f0-9]{8}$", "must be 8 of a–f and 0–9"],
    ["^\\d{2,4}$", "must be 2 to 4 of 0–9"],
    ["^[\\w.-]+$", "must be 1 or more of a–z, A–Z, 0–9 and _ . -"],
    ["^#[0-9a-f]{6}$", "must be # followed by 6 of 0–9 and a–f"],
    ["\\S", "must not be blank"],
    [linePattern, "must be one line of text, not blank and without control characters"],
    ["^[a-z][a-z0-9-]{0,62}$", "must start with one of a–z, then at most 62 of a–z, 0–9 and -"],
  ];
  for (const [pattern, expected] of words) {
    it(`says that a text ${expected}`, () => {
      expect(describePattern(pattern)).to.equal(expected);
    });
  }

  for (const pattern of [
    "",
    "^",
    "^(a|b)$",
    "^.+$",
    "^a{2}$",
    "^[^\\s]+$",
    "^\\d{4}-\\d{2}$",
    "^[\\p{L}]$",
    "\\bx",
  ]) {
    it(`shows ${pattern || "an empty pattern"} as it is`, () => {
      expect(describePattern(pattern)).to.equal(`must match the pattern ${pattern}`);
    });
  }

  it("takes any text as a pattern", () => {
    const anyText = fc.oneof(fc.string(), fc.constantFrom("toString", "constructor", "__proto__"));
    fc.assert(fc.property(anyText, (pattern) => describePattern(pattern).startsWith("must ")));
  });
});
