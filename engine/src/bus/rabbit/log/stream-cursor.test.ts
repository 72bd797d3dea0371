import { expect } from "chai";
import fc from "fast-check";
import { formatCursor, type Position, parseCursor } from "./stream-cursor.ts";

const position = fc.record({
  offset: fc.maxSafeNat(),
  index: fc.nat(1_600_000),
  id: fc.stringMatching(/^[0-9a-f]{12}$/),
});
const isBefore = (a: Position, b: Position) =>
  a.offset < b.offset || (a.offset === b.offset && a.index < b.index);

describe("cursor of the stream", () => {
  it("comes back as the position it was made from", () => {
    fc.assert(
      fc.property(position, (position) => {
        expect(parseCursor(formatCursor(position))).to.deep.equal(position);
      }),
    );
  });

  it("sorts as text in the order of the log, whatever the ids", () => {
    const near = fc
      .tuple(position, position)
      .map(([a, b]) => [a, { ...b, offset: a.offset + (b.index % 2) }] as const);
    fc.assert(
      fc.property(
        fc.oneof(near, fc.tuple(position, position)),
        ([a, b]) => !isBefore(a, b) || formatCursor(a) < formatCursor(b),
      ),
    );
  });

  it("refuses anything else, or reads exactly what it would have written", () => {
    const similar = fc.stringMatching(/^[0-9a-z]{11}\.[0-9a-z]{4}\.[0-9a-f]{12}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), similar), (text) => {
        const position = parseCursor(text);
        return position === undefined || formatCursor(position) === text;
      }),
    );
    expect(parseCursor("zzzzzzzzzzz.0000.000000000000"), "more than a number holds").to.equal(
      undefined,
    );
  });
});
