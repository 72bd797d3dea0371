import { expect } from "chai";
import fc from "fast-check";
import { displayWidth, fitText, padText } from "./display-width.ts";

describe("the width of a text on a terminal", () => {
  it("counts columns, not characters", () => {
    const widths = { abc: 3, 日本: 4, é: 1, "e\u0301": 1, "👨‍👩‍👧": 2, "✓": 1, "🇩🇪": 2, "": 0 };
    for (const [text, width] of Object.entries(widths))
      expect(displayWidth(text), text).to.equal(width);
  });

  it("is at most what a text is cut to, and exactly what it is filled up to", () => {
    const texts = fc.oneof(fc.string({ unit: "grapheme" }), fc.string());
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 30 }), (text, columns) => {
        const fitted = fitText(text, columns);
        expect(displayWidth(fitted)).to.be.at.most(columns);
        expect(displayWidth(padText(fitted, columns))).to.equal(columns);
      }),
    );
    expect(fitText("a long word", 7)).to.equal("a long…");
  });
});
