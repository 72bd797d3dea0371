import { expect } from "chai";
import { cellsOf, startsIn, strengthOf } from "./calendar-cells.ts";

const hours = (locals: string[]) => locals.map((local) => ({ at: "", local, starts: 2 }));

describe("cellsOf", () => {
  it("joins the hour that comes twice, and leaves out the one that does not come", () => {
    const back = cellsOf({
      hours: hours([
        ...["2026-10-25T01:00:00+02:00", "2026-10-25T02:00:00+02:00"],
        ...["2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"],
      ]),
    });
    expect(back).to.have.length(24);
    expect(back[2]).to.deep.equal({ hour: 2, places: [1, 2], starts: 4 });
    const forward = cellsOf({
      hours: hours(["2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"]),
    });
    expect(forward[2]).to.deep.equal({ hour: 2, places: [], starts: 0 });
  });
});

describe("strengthOf", () => {
  it("grows with the starts, from nothing to the most", () => {
    expect(strengthOf(0, 60)).to.equal(0);
    expect(strengthOf(60, 60)).to.equal(1);
    expect(strengthOf(1, 60)).to.be.within(0.1, strengthOf(2, 60));
  });
});

describe("startsIn", () => {
  it("adds the counts of the given hours", () => {
    expect(startsIn([1, 2, 3], [0, 2, 9])).to.equal(4);
  });
});
