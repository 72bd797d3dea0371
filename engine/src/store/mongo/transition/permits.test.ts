import { expect } from "chai";
import fc from "fast-check";
import { allowedNumbers } from "./permits.ts";

const used = fc.record({
  numbers: fc.uniqueArray(fc.nat(12), { maxLength: 10 }).map((list) => new Set(list)),
  others: fc.nat(4),
});

describe("The numbers of permits that may be given", () => {
  it("never let more jobs run than the limit, and fill it where all numbers are low", () => {
    fc.assert(
      fc.property(used, fc.integer({ min: 1, max: 10 }), ({ numbers, others }, limit) => {
        const allowed = allowedNumbers({ numbers, others }, limit);
        const free = Array.from({ length: allowed }, (_, n) => n).filter((n) => !numbers.has(n));
        const running = numbers.size + others;
        expect(running + free.length).to.be.at.most(Math.max(limit, running));
        if ([...numbers].every((number) => number < running) && running <= limit)
          expect(running + free.length).to.equal(limit);
      }),
    );
  });
});
