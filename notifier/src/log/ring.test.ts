import { expect } from "chai";
import fc from "fast-check";
import { cursor, someEntries } from "../testing/an-entry.ts";
import { createRing } from "./ring.ts";

function aRing({ events, limit }: { events: number; limit: number }) {
  const ring = createRing({ start: cursor(0), limit });
  for (const entry of someEntries(events)) ring.push(entry);
  return ring;
}

describe("ring", () => {
  it("stands where it began while nothing has come", () => {
    const ring = aRing({ events: 0, limit: 10 });
    expect([ring.tail(), ring.head()]).to.deep.equal([cursor(0), cursor(0)]);
    expect(ring.has(cursor(0))).to.equal(true);
    expect(ring.after({ cursor: cursor(0), most: 5 })).to.deep.equal([]);
  });

  it("keeps about as many as it may", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 50 }), (events, limit) => {
        const ring = aRing({ events, limit });
        const kept = ring.after({ cursor: ring.tail(), most: 1000 })?.length ?? 0;
        expect(kept).to.be.within(Math.min(events, limit), Math.ceil(limit * 1.25));
        expect(ring.head()).to.equal(cursor(events));
      }),
    );
  });

  it("answers exactly what comes after a cursor, or that it is gone", () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(120),
        fc.integer({ min: 1, max: 20 }),
        (events, limit, place, most) => {
          const ring = aRing({ events, limit });
          const page = ring.after({ cursor: cursor(place), most })?.map((entry) => entry.cursor);
          const rest = someEntries(events)
            .slice(place, place + most)
            .map((entry) => entry.cursor);
          expect(page).to.deep.equal(cursor(place) < ring.tail() ? undefined : rest);
        },
      ),
    );
  });

  it("knows the cursors from which it can replay, and no others", () => {
    const ring = aRing({ events: 40, limit: 10 });
    const known = Array.from({ length: 60 }, (_, n) => cursor(n)).filter(ring.has);
    expect(known[0]).to.equal(ring.tail());
    expect(known.at(-1)).to.equal(cursor(40));
    for (const foreign of ["", "nonsense", "log.", `${cursor(35)}x`])
      expect(ring.has(foreign)).to.equal(false);
  });
});
