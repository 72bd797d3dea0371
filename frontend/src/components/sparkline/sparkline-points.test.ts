import { expect } from "chai";
import fc from "fast-check";
import { sparklinePoints } from "./sparkline-points.ts";

const size = { width: 100, height: 24 };

describe("sparklinePoints", () => {
  it("draws from edge to edge, zero at the foot and the largest value at the head", () => {
    expect(sparklinePoints([0, 10, 5], size)).to.equal("0,22 50,2 100,12");
  });

  it("draws zeros at the foot, one value as a level line, and none as nothing", () => {
    expect(sparklinePoints([0, 0], size)).to.equal("0,22 100,22");
    expect(sparklinePoints([3], size)).to.equal("0,2 100,2");
    expect(sparklinePoints([], size)).to.equal("");
  });

  it("stays within its box", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { maxLength: 70 }), (values) => {
        const numbers = sparklinePoints(values, size).split(/[ ,]/).filter(Boolean).map(Number);
        for (const [place, number] of numbers.entries())
          expect(number).to.be.within(0, place % 2 === 0 ? size.width : size.height);
      }),
    );
  });
});
