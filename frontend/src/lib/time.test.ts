import { expect } from "chai";
import { durationText, refreshIntervalMs, relativeTime } from "./time.ts";

const now = Date.parse("2025-11-22T10:00:00Z");

describe("times in words", () => {
  it("tells how far a moment lies from now, in the largest fitting unit", () => {
    const words = [0, -500, -5_000, -59_999, -60_000, -3_600_000 * 5, 90_000, 86_400_000 * 3].map(
      (distance) => relativeTime(now + distance, now),
    );
    expect(words).to.deep.equal([
      "now",
      "now",
      "5s ago",
      "59s ago",
      "1m ago",
      "5h ago",
      "in 1m",
      "in 3d",
    ]);
  });

  it("tells a length of time in at most two units", () => {
    const words = [
      0,
      840,
      999.6,
      4_250,
      59_999,
      125_000,
      3_600_000 * 3 + 600_000,
      86_400_000 * 2 + 3_600_000 * 4,
    ].map(durationText);
    expect(words).to.deep.equal([
      "0 ms",
      "840 ms",
      "1.0 s",
      "4.2 s",
      "59.9 s",
      "2 m 05 s",
      "3 h 10 m",
      "2 d 4 h",
    ]);
  });

  it("never tells a length below nothing, whatever two clocks say", () => {
    expect(durationText(-30)).to.equal("0 ms");
  });

  it("ticks by the second near now and slowly far from it", () => {
    expect(refreshIntervalMs(now - 3_000, now)).to.equal(1_000);
    expect(refreshIntervalMs(now - 300_000, now)).to.equal(30_000);
  });
});
