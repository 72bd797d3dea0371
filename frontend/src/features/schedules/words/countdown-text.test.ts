import { expect } from "chai";
import { countdownText } from "./countdown-text.ts";

describe("countdownText", () => {
  const minuteMs = 60_000;
  const texts: [ms: number, text: string][] = [
    [-5000, "due now"],
    [999, "due now"],
    [12_900, "in 12 s"],
    [12 * minuteMs + 5000, "in 12 m 05 s"],
    [125 * minuteMs, "in 2 h 05 m"],
    [52 * 60 * minuteMs, "in 2 d 4 h"],
  ];
  for (const [ms, text] of texts)
    it(`says ${ms} ms as “${text}”`, () => {
      expect(countdownText(ms)).to.equal(text);
    });
});
