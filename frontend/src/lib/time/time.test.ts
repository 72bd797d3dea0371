import { expect } from "chai";
import { formatDuration, formatPastTime, formatRelativeTime, refreshIntervalMs } from "./time.ts";

const now = Date.parse("2025-11-22T10:00:00Z");

describe("formatted times", () => {
  it("are relative to now in the largest unit that fits", () => {
    const formatted = [
      0,
      -500,
      -5_000,
      -59_999,
      -60_000,
      -3_600_000 * 5,
      90_000,
      86_400_000 * 3,
    ].map((distance) => formatRelativeTime(now + distance, now));
    expect(formatted).to.deep.equal([
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

  it("never lie ahead where they have passed, though two clocks may differ", () => {
    const formatted = [300_000, 1_000, 0, -400, -5_000].map((distance) =>
      formatPastTime(now + distance, now),
    );
    expect(formatted).to.deep.equal(["just now", "just now", "just now", "just now", "5s ago"]);
  });

  it("give a duration in at most two units", () => {
    const formatted = [
      0,
      840,
      999.6,
      4_250,
      59_999,
      125_000,
      3_600_000 * 3 + 600_000,
      86_400_000 * 2 + 3_600_000 * 4,
    ].map(formatDuration);
    expect(formatted).to.deep.equal([
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

  it("give no negative duration, though two clocks may differ", () => {
    expect(formatDuration(-30)).to.equal("0 ms");
  });

  it("are refreshed each second near now and less often far from it", () => {
    expect(refreshIntervalMs(now - 3_000, now)).to.equal(1_000);
    expect(refreshIntervalMs(now - 300_000, now)).to.equal(30_000);
  });
});
