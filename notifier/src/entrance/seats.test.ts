import { expect } from "chai";
import { createSeats } from "./seats.ts";

describe("seats", () => {
  it("are so many for each user", () => {
    const seats = createSeats(2);
    expect(["a", "a", "a", "b"].map(seats.take)).to.deep.equal([true, true, false, true]);
  });

  it("are free again once given back", () => {
    const seats = createSeats(1);
    seats.take("a");
    seats.give("a");
    expect(seats.take("a")).to.equal(true);
  });
});
