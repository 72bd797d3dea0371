import { expect } from "chai";
import { systemClock } from "../../../runtime/clock.ts";
import { paceProgress } from "./pace-progress.ts";

describe("paceProgress", () => {
  const written: number[] = [];
  beforeEach(() => written.splice(0));
  const report = (percent: number, key = "a") => ({
    key,
    progress: { percent },
    write: async (progress: { percent: number }) => written.push(progress.percent) > 0,
  });

  it("writes the first report at once, and of a rush of others the last", async () => {
    const pace = paceProgress({ clock: systemClock });
    await pace(report(1));
    expect(written).to.deep.equal([1]);
    const rush = [2, 3, 4].map((percent) => pace(report(percent)));
    expect(await Promise.all(rush)).to.deep.equal([true, true, true]);
    expect(written).to.deep.equal([1, 4]);
  });

  it("lets one attempt wait for no other", async () => {
    const pace = paceProgress({ clock: { ...systemClock, monotonic: () => 0 } });
    await pace(report(1));
    void pace(report(2));
    await pace(report(3, "b"));
    expect(written).to.deep.equal([1, 3]);
  });

  it("passes on that a lease was lost, and tries again with the next report", async () => {
    const pace = paceProgress({ clock: systemClock });
    expect(await pace({ ...report(1), write: async () => false })).to.equal(false);
    const broken = { ...report(1), write: () => Promise.reject(new Error("away")) };
    expect(await pace(broken).catch((error: Error) => error.message)).to.equal("away");
    expect(await pace(report(2))).to.equal(true);
  });
});
