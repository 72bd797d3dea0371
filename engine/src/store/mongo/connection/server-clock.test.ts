import { expect } from "chai";
import { createServerClock } from "./server-clock.ts";

describe("the server's clock", () => {
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

  it("is this machine's where the two agree as well as can be told", () => {
    const time = createServerClock(clock);
    expect(time.now()).to.equal(t0);
    time.read(new Date(t0 - 3), monotonic - 4);
    expect(time.now()).to.equal(t0);
    pass(10);
    expect(time.now()).to.equal(t0 + 10);
  });

  it("is the server's where they do not", () => {
    const time = createServerClock(clock);
    time.read(new Date(t0 + 60_000), monotonic - 2);
    pass(500);
    expect(time.now()).to.equal(t0 + 60_501);
  });

  it("goes on when somebody sets the clock of this machine", () => {
    const time = createServerClock(clock);
    time.read(new Date(t0), monotonic);
    pass(1000);
    local += 600_000;
    expect(time.now()).to.equal(t0 + 1000);
  });

  it("is stale before it was read, and after a while", () => {
    const time = createServerClock(clock);
    expect(time.stale()).to.equal(true);
    time.read(new Date(t0), monotonic);
    expect(time.stale()).to.equal(false);
    pass(31_000);
    expect(time.stale()).to.equal(true);
  });
});
