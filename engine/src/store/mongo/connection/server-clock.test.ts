import { expect } from "chai";
import { createServerClock } from "./server-clock.ts";

describe("the estimate of the server's clock", () => {
  const t0 = 1_800_000_000_000;
  let local: number;
  let monotonic: number;
  const clock = { now: () => local, monotonic: () => monotonic, random: () => 0 };
  const pass = (ms: number) => {
    local += ms;
    monotonic += ms;
  };
  beforeEach(() => {
    local = t0;
    monotonic = 5000;
  });

  it("is this machine's clock where the two may agree", () => {
    const time = createServerClock(clock);
    expect(time.now()).to.equal(t0);
    time.read(new Date(t0 - 3), monotonic - 4);
    expect(time.now()).to.equal(t0);
    pass(10);
    expect(time.now()).to.equal(t0 + 10);
  });

  it("is ahead or behind where the server is", () => {
    const time = createServerClock(clock);
    time.read(new Date(t0 + 60_000), monotonic - 2);
    pass(500);
    expect(time.now()).to.equal(t0 + 60_501);
  });

  it("goes on when the clock of this machine is set", () => {
    const time = createServerClock(clock);
    time.read(new Date(t0), monotonic);
    pass(1000);
    local += 600_000;
    expect(time.now()).to.equal(t0 + 1000);
  });

  it("is stale before the first reading, and some time after the last", () => {
    const time = createServerClock(clock);
    expect(time.stale()).to.equal(true);
    time.read(new Date(t0), monotonic);
    expect(time.stale()).to.equal(false);
    pass(31_000);
    expect(time.stale()).to.equal(true);
  });
});
