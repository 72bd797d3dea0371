import { expect } from "chai";
import fc from "fast-check";
import { cursorAt, type Place, placeOf } from "./stream-cursor.ts";

const place = fc.record({
  offset: fc.maxSafeNat(),
  index: fc.nat(1_600_000),
  id: fc.stringMatching(/^[0-9a-f]{12}$/),
});
const isBefore = (a: Place, b: Place) =>
  a.offset < b.offset || (a.offset === b.offset && a.index < b.index);

describe("cursor of the stream", () => {
  it("comes back as the place it was made from", () => {
    fc.assert(
      fc.property(place, (place) => {
        expect(placeOf(cursorAt(place))).to.deep.equal(place);
      }),
    );
  });

  it("sorts as text in the order of the log, whatever the ids", () => {
    const near = fc
      .tuple(place, place)
      .map(([a, b]) => [a, { ...b, offset: a.offset + (b.index % 2) }] as const);
    fc.assert(
      fc.property(
        fc.oneof(near, fc.tuple(place, place)),
        ([a, b]) => !isBefore(a, b) || cursorAt(a) < cursorAt(b),
      ),
    );
  });

  it("refuses anything else, or reads exactly what it would have written", () => {
    const similar = fc.stringMatching(/^[0-9a-z]{11}\.[0-9a-z]{4}\.[0-9a-f]{12}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), similar), (text) => {
        const place = placeOf(text);
        return place === undefined || cursorAt(place) === text;
      }),
    );
    expect(placeOf("zzzzzzzzzzz.0000.000000000000"), "more than a number holds").to.equal(
      undefined,
    );
  });
});
