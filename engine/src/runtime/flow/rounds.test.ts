import { expect } from "chai";
import fc from "fast-check";
import { roundsBy } from "./rounds.ts";

describe("roundsBy", () => {
  it("repeats no key within a round, and keeps every item, in order by key", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat())), (items) => {
        const rounds = roundsBy(([key]) => key, items);
        for (const round of rounds) {
          expect(round).to.not.have.length(0);
          expect(new Set(round.map(([key]) => key)).size).to.equal(round.length);
        }
        for (const wanted of ["a", "b", "c"])
          expect(rounds.flat().filter(([key]) => key === wanted)).to.deep.equal(
            items.filter(([key]) => key === wanted),
          );
      }),
    );
  });
});
