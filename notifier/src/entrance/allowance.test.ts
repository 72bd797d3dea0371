import { expect } from "chai";
import fc from "fast-check";
import { createAllowance } from "./allowance.ts";

/** Takes a token at each of these times, in milliseconds. Returns which calls succeeded. */
function allowed(perSecond: number, times: number[]): boolean[] {
  let now = 0;
  const takeToken = createAllowance({
    perSecond,
    clock: { now: () => now, monotonic: () => now, random: () => 0 },
  });
  return times.map((time) => {
    now = time;
    return takeToken();
  });
}

describe("allowance", () => {
  it("lets so many through at once, and one more with each share of a second", () => {
    expect(allowed(2, [0, 0, 0, 499, 501, 501])).to.deep.equal([
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it("saves up no more than a second's worth", () => {
    expect(allowed(2, [0, 60_000, 60_000, 60_000])).to.deep.equal([true, true, true, false]);
  });

  it("never lets through more than its rate over any time", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat(5000), { maxLength: 300 }),
        (perSecond, times) => {
          const sorted = times.sort((a, b) => a - b);
          const count = allowed(perSecond, sorted).filter(Boolean).length;
          return count <= perSecond + (perSecond * (sorted.at(-1) ?? 0)) / 1000 + 1e-6;
        },
      ),
    );
  });
});
