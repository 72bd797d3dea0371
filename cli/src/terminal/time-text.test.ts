import { expect } from "chai";
import { durationText, relativeTime } from "./time-text.ts";

describe("times in words", () => {
  it("are lengths in the two largest units", () => {
    const texts = [0, 320, 4_250, 59_999, 60_000, 200_000, 3_600_000, 5_400_000, 90_000_000].map(
      durationText,
    );
    expect(texts).to.deep.equal([
      ...["0ms", "320ms", "4.2s", "59s", "1m", "3m 20s", "1h", "1h 30m", "1d 1h"],
    ]);
  });

  it("are distances from now, in whole units", () => {
    const now = Date.parse("2026-01-01T12:00:00Z");
    const texts = ["11:59:59.5", "11:59:57", "11:57:10", "12:00:05", "14:30:00"].map((time) =>
      relativeTime(`2026-01-01T${time}Z`, now),
    );
    expect(texts).to.deep.equal(["now", "3s ago", "2m ago", "in 5s", "in 2h"]);
  });
});
