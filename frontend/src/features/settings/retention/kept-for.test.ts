import { isDuration, parseDuration } from "@formwork/contracts/duration";
import { expect } from "chai";
import fc from "fast-check";
import { durationOf, faultOf, keepUnits, keptForOf } from "./kept-for.ts";

describe("how long something is kept, in two controls", () => {
  it("is a number and the longest unit that fits", () => {
    expect(keptForOf("30d")).to.deep.equal({ amount: "30", unit: "days" });
    expect(keptForOf("P7D")).to.deep.equal({ amount: "7", unit: "days" });
    expect(keptForOf("2w")).to.deep.equal({ amount: "14", unit: "days" });
    expect(keptForOf("36h")).to.deep.equal({ amount: "36", unit: "hours" });
    expect(keptForOf("1h30m")).to.deep.equal({ amount: "90", unit: "minutes" });
    expect(keptForOf("90s")).to.deep.equal({ amount: "90", unit: "seconds" });
    expect(keptForOf(null)).to.deep.equal({ amount: "", unit: "forever" });
  });

  it("comes back as the same time", () => {
    const kept = fc.record({
      amount: fc.integer({ min: 1, max: 36_525 }).map(String),
      unit: fc.constantFrom(...keepUnits),
    });
    fc.assert(
      fc.property(kept, (typed) => {
        const duration = durationOf(typed) ?? "";
        expect(faultOf(typed)).to.equal(undefined);
        expect(isDuration(duration)).to.equal(true);
        const again = durationOf(keptForOf(duration)) ?? "";
        expect(parseDuration(again)).to.equal(parseDuration(duration));
      }),
    );
  });

  it("says what is wrong with a number", () => {
    const fault = (amount: string) => faultOf({ amount, unit: "days" });
    for (const amount of ["", "0", "-1", "1.5", "soon", "1e3"])
      expect(fault(amount), amount).to.equal("Type a whole number from 1");
    expect(fault("36526")).to.match(/hundred years/);
    expect(fault("999999999999999")).to.match(/hundred years/);
    expect(faultOf({ amount: "nothing", unit: "forever" })).to.equal(undefined);
    expect(durationOf({ amount: "nothing", unit: "forever" })).to.equal(null);
  });
});
