import { expect } from "chai";
import fc from "fast-check";
import { createTokenBucket } from "./token-bucket.ts";

describe("token bucket", () => {
  const now = 5000;
  const aBucket = () => createTokenBucket({ burst: 100, refillMs: 100 });

  it("gives its burst at once, and no more", () => {
    const { take } = aBucket();
    expect([take(now, 60), take(now, 40), take(now)]).to.deep.equal([true, true, false]);
  });

  it("loses nothing to a call that it refuses", () => {
    const { take } = aBucket();
    expect([take(now, 101), take(now, 100)]).to.deep.equal([false, true]);
  });

  it("grows back with time, never beyond its burst", () => {
    const { take } = aBucket();
    take(now, 100);
    expect([take(now + 1000, 11), take(now + 1000, 10)]).to.deep.equal([false, true]);
    const later = now + 3_600_000;
    expect([take(later, 101), take(later, 100)]).to.deep.equal([false, true]);
  });

  it("takes tokens back, never beyond its burst", () => {
    const { take, putBack } = aBucket();
    take(now, 100);
    putBack(200);
    expect([take(now, 101), take(now, 100)]).to.deep.equal([false, true]);
  });

  describe("whatever is asked of it", () => {
    const sizes = fc.record({
      burst: fc.integer({ min: 1, max: 50 }),
      refillMs: fc.integer({ min: 1, max: 500 }),
    });
    const calls = fc.array(
      fc.record({ pauseMs: fc.nat(2000), count: fc.integer({ min: 1, max: 60 }) }),
      { maxLength: 60 },
    );

    it("gives no more in any span of time than its burst and what grows in that span", () => {
      fc.assert(
        fc.property(sizes, calls, (size, calls) => {
          const given = play(size, calls).filter(({ taken }) => taken);
          for (const [first, from] of given.entries()) {
            let sum = 0;
            for (const { at, count } of given.slice(first)) {
              sum += count;
              expect(sum).to.be.at.most(size.burst + (at - from.at) / size.refillMs);
            }
          }
        }),
      );
    });

    it("refuses only when fewer tokens are left than are asked for", () => {
      fc.assert(
        fc.property(sizes, calls, (size, calls) => {
          let [left, last] = [size.burst, now];
          for (const { at, count, taken } of play(size, calls)) {
            left = Math.min(size.burst, left + (at - last) / size.refillMs);
            last = at;
            // The model adds fractions and the bucket does not: a hair's breadth is either's.
            if (Math.abs(left - count) > 1e-6) expect(taken).to.equal(left >= count);
            if (taken) left -= count;
          }
        }),
      );
    });

    it("gives after the wait that it names, and not a millisecond earlier", () => {
      fc.assert(
        fc.property(sizes, calls, fc.nat(), (size, calls, seed) => {
          const bucket = createTokenBucket(size);
          let at = now;
          for (const call of calls) {
            at += call.pauseMs;
            bucket.take(at, call.count);
          }
          const count = 1 + (seed % size.burst);
          const waitMs = bucket.waitMs(at, count);
          if (waitMs > 0) expect(bucket.take(at + waitMs - 1, count)).to.equal(false);
          expect(bucket.take(at + waitMs, count)).to.equal(true);
        }),
      );
    });
  });

  /** Asks a new bucket for tokens, one call after the other. */
  function play(
    size: { burst: number; refillMs: number },
    calls: { pauseMs: number; count: number }[],
  ): { at: number; count: number; taken: boolean }[] {
    const bucket = createTokenBucket(size);
    let at = now;
    return calls.map(({ pauseMs, count }) => {
      at += pauseMs;
      return { at, count, taken: bucket.take(at, count) };
    });
  }
});
