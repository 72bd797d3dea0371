import { expect } from "chai";
import fc from "fast-check";
import { formatPlace, parsePlace, type StreamPlace } from "./stream-place.ts";

const number = fc.nat(1_000_000);
const place: fc.Arbitrary<StreamPlace> = fc.oneof(
  fc.record({ offset: number }),
  fc.record({ offset: number, seq: number }),
  fc.record({ offset: number, seq: number, isEnd: fc.constant(true) }),
);

describe("A place in a job's stream", () => {
  it("comes back from the id of its event", () => {
    fc.assert(
      fc.property(place, (one) => {
        expect(parsePlace(formatPlace(one))).to.deep.equal(one);
      }),
    );
  });

  it("is no other text", () => {
    for (const text of ["", "end", "-1", "1:", "1::end", "1:2:3", "1".repeat(20)])
      expect(parsePlace(text), text).to.equal(undefined);
  });
});
