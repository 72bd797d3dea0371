import { expect } from "chai";
import { retryAfterMs } from "./retry-after.ts";

describe("Retry-After", () => {
  const now = Date.parse("2030-01-01T00:00:00Z");

  it("asks for seconds or names a time, at most an hour ahead", () => {
    for (const [value, ms] of [
      ["2", 2000],
      [" 2 ", 2000],
      ["999999999999", 3_600_000],
      ["Tue, 01 Jan 2030 00:00:30 GMT", 30_000],
      ["Tuesday, 01-Jan-30 00:00:30 GMT", 30_000],
      ["Tue Jan  1 00:00:30 2030", 30_000],
      ["Tue, 01 Jan 2030 05:00:00 GMT", 3_600_000],
    ] as const)
      expect(retryAfterMs(value, now), value).to.equal(ms);
  });

  it("asks for nothing with any other value", () => {
    for (const value of [
      ...["", "abc", "1.5", "-3", "soon 1", "1e3", "0x10", "2030-01-01T00:10:00Z", "Jan 2031"],
      ...["Tue, 01 Jan 2030 00:00:30 +0200", "0", "Mon, 31 Dec 2029 00:00:00 GMT"],
      "Xyz, 99 Jan 2030 99:00:30 GMT",
    ])
      expect(retryAfterMs(value, now), value).to.equal(null);
    expect(retryAfterMs(undefined, now)).to.equal(null);
  });
});
