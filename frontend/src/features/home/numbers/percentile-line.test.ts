import { expect } from "chai";
import { percentileLine } from "./percentile-line.ts";

describe("percentileLine", () => {
  it("has a value for each bucket in which jobs ended", () => {
    const bucket = (p95: number | null) => ({ wait: { p50: 1, p95 }, run: { p50: 1, p95: 7 } });
    expect(percentileLine([bucket(3), bucket(null), bucket(5)], "wait")).to.deep.equal([3, 5]);
    expect(percentileLine([bucket(3)], "run")).to.deep.equal([7]);
  });
});
