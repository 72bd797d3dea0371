import { expect } from "chai";
import fc from "fast-check";
import { cursor, someOutgoingEvents } from "../testing/an-outgoing-event.ts";
import { createRecentEvents } from "./recent-events.ts";

function recentAfter({ events, capacity }: { events: number; capacity: number }) {
  const recent = createRecentEvents({ start: cursor(0), capacity });
  for (const event of someOutgoingEvents(events)) recent.push(event);
  return recent;
}

describe("recent events", () => {
  it("begin and end at the start while there are none", () => {
    const recent = recentAfter({ events: 0, capacity: 10 });
    expect([recent.tail(), recent.head()]).to.deep.equal([cursor(0), cursor(0)]);
    expect(recent.has(cursor(0))).to.equal(true);
    expect(recent.after({ cursor: cursor(0), limit: 5 })).to.deep.equal([]);
  });

  it("hold about as many as their capacity", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 50 }), (events, capacity) => {
        const recent = recentAfter({ events, capacity });
        const kept = recent.after({ cursor: recent.tail(), limit: 1000 })?.length ?? 0;
        expect(kept).to.be.within(Math.min(events, capacity), Math.ceil(capacity * 1.25));
        expect(recent.head()).to.equal(cursor(events));
      }),
    );
  });

  it("return exactly what follows a cursor, or undefined before the tail", () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(120),
        fc.integer({ min: 1, max: 20 }),
        (events, capacity, place, limit) => {
          const recent = recentAfter({ events, capacity });
          const page = recent.after({ cursor: cursor(place), limit })?.map((event) => event.cursor);
          const rest = someOutgoingEvents(events)
            .slice(place, place + limit)
            .map((event) => event.cursor);
          expect(page).to.deep.equal(cursor(place) < recent.tail() ? undefined : rest);
        },
      ),
    );
  });

  it("know the cursors from which they can be replayed, and no others", () => {
    const recent = recentAfter({ events: 40, capacity: 10 });
    const known = Array.from({ length: 60 }, (_, n) => cursor(n)).filter(recent.has);
    expect(known[0]).to.equal(recent.tail());
    expect(known.at(-1)).to.equal(cursor(40));
    for (const foreign of ["", "nonsense", "log.", `${cursor(35)}x`])
      expect(recent.has(foreign)).to.equal(false);
  });
});
