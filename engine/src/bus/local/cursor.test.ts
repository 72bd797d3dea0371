import { expect } from "chai";
import fc from "fast-check";
import { cursorAt, placeOf } from "./cursor.ts";

const log = "5f2a90";
const offset = fc.maxSafeNat();

describe("cursor", () => {
  it("comes back as the place it was made from", () => {
    fc.assert(
      fc.property(offset, (offset) => {
        expect(placeOf(cursorAt({ log, offset }))).to.deep.equal({ log, offset });
      }),
    );
  });

  it("sorts as text in the order of the log", () => {
    fc.assert(
      fc.property(
        offset,
        offset,
        (a, b) => cursorAt({ log, offset: a }) < cursorAt({ log, offset: b }) === a < b,
      ),
    );
  });

  it("refuses anything else, or reads exactly what it would have written", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z]{1,6}\.[0-9a-z]{11}$/)),
        (text) => {
          const place = placeOf(text);
          return place === undefined || cursorAt(place) === text;
        },
      ),
    );
  });

  it("refuses an offset beyond what a number holds exactly", () => {
    expect(placeOf(`${log}.zzzzzzzzzzz`)).to.equal(undefined);
  });
});
