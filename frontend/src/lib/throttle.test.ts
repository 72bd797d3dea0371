import { expect } from "chai";
import { throttle } from "./throttle.ts";

describe("a throttle", () => {
  it("makes one run of many calls, and one more of those that came during it", async () => {
    const runs: number[] = [];
    await new Promise<void>((resolve) => {
      const work = throttle(() => {
        runs.push(performance.now());
        if (runs.length === 2) return resolve();
        for (let call = 0; call < 5; call += 1) work.call();
      }, 20);
      for (let call = 0; call < 5; call += 1) work.call();
    });
    const [first = 0, second = 0] = runs;
    expect(second - first).to.be.at.least(15);
  });

  it("does not run once it was stopped", async () => {
    let runs = 0;
    const stopped = throttle(() => {
      runs += 1;
    }, 1);
    stopped.call();
    stopped.stop();
    await new Promise<void>((resolve) => throttle(() => resolve(), 1).call());
    expect(runs).to.equal(0);
  });
});
