import { expect } from "chai";
import { isNew } from "./is-new.ts";

describe("isNew", () => {
  const nothing = { p50: null, p95: null };
  const day = (succeeded: number) => ({
    total: { succeeded, failed: 0, cancelled: 0, wait: nothing, run: nothing },
  });

  it("is true of an instance without a job, now and in the last day", () => {
    expect(isNew({ total: 0 }, day(0))).to.equal(true);
    expect(isNew({ total: 1 }, day(0))).to.equal(false);
    expect(isNew({ total: 0 }, day(1)), "its jobs were deleted").to.equal(false);
  });

  it("is false while that is not known", () => {
    expect(isNew(undefined, day(0))).to.equal(false);
    expect(isNew({ total: 0 }, undefined)).to.equal(false);
  });
});
