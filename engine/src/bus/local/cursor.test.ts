import { expect } from "chai";
import fc from "fast-check";
import { formatCursor, parseCursor } from "./cursor.ts";

const log = "5f2a90";
const offset = fc.maxSafeNat();

describe("cursor", () => {
  it("comes back as the position it was made from", () => {
    fc.assert(
      fc.property(offset, (offset) => {
        expect(parseCursor(formatCursor({ log, offset }))).to.deep.equal({ log, offset });
      }),
    );
  });

  it("sorts as text in the order of the log", () => {
    fc.assert(
      fc.property(
        offset,
        offset,
        (a, b) => formatCursor({ log, offset: a }) < formatCursor({ log, offset: b }) === a < b,
      ),
    );
  });

  it("refuses anything else, or reads exactly what it would have written", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z]{1,6}\.[0-9a-z]{11}$/)),
        (text) => {
          const position = parseCursor(text);
          return position === undefined || formatCursor(position) === text;
        },
      ),
    );
  });

  it("refuses an offset beyond what a number holds exactly", () => {
    expect(parseCursor(`${log}.zzzzzzzzzzz`)).to.equal(undefined);
  });
});
