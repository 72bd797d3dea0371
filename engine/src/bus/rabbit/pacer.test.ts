import { expect } from "chai";
import { systemClock } from "../../runtime/clock.ts";
import { createPacer } from "./pacer.ts";

describe("pacer", () => {
  let now: number;
  const clock = { ...systemClock, monotonic: () => now };
  const pacer = () => createPacer({ clock, atOnce: 100, perSecond: 10 });
  beforeEach(() => {
    now = 5000;
  });

  it("lets events go one by one up to its measure, and not beyond", () => {
    const { takes } = pacer();
    expect([takes(60), takes(40), takes(1)]).to.deep.equal([true, true, false]);
  });

  it("takes nothing off for those that go together", () => {
    const { takes } = pacer();
    expect([takes(101), takes(100)]).to.deep.equal([false, true]);
  });

  it("lets more go as time passes, never more than at first", () => {
    const { takes } = pacer();
    takes(100);
    now += 1000;
    expect([takes(11), takes(10)]).to.deep.equal([false, true]);
    now += 3_600_000;
    expect([takes(101), takes(100)]).to.deep.equal([false, true]);
  });
});
