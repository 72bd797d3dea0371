import { expect } from "chai";
import { createRateLimiter } from "./rate-limiter.ts";

describe("A rate limiter", () => {
  const aRateLimiter = (now = { ms: 0 }) => {
    const clock = { now: () => 0, monotonic: () => now.ms, random: () => 0 };
    return { now, limiter: createRateLimiter({ clock, burst: 3, refillMs: 1000 }) };
  };
  const tries = (limiter: ReturnType<typeof createRateLimiter>, key: string, count: number) => {
    for (let n = 0; n < count; n += 1) limiter.take(key);
  };

  it("allows a burst, then refuses and says when to come again", () => {
    const { limiter } = aRateLimiter();
    tries(limiter, "ann", 3);
    expect(() => limiter.take("ann")).to.throw(/next one is free in 1 s/);
  });

  it("keeps keys apart", () => {
    const { limiter } = aRateLimiter();
    tries(limiter, "ann", 3);
    expect(() => limiter.take("bob")).to.not.throw();
  });

  it("adds tries with time, never more than the burst", () => {
    const { limiter, now } = aRateLimiter();
    tries(limiter, "ann", 3);
    now.ms = 1000;
    limiter.take("ann");
    expect(() => limiter.take("ann")).to.throw();
    now.ms = 3_600_000;
    tries(limiter, "ann", 3);
    expect(() => limiter.take("ann")).to.throw();
  });

  it("does not count a try that is put back", () => {
    const { limiter } = aRateLimiter();
    for (let n = 0; n < 10; n += 1) {
      limiter.take("ann");
      limiter.putBack("ann");
    }
    expect(() => limiter.take("ann")).to.not.throw();
  });
});
