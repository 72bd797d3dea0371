import { expect } from "chai";
import { describeCron } from "./describe-cron.ts";

describe("describeCron", () => {
  it("describes an expression", () => {
    expect(describeCron("30 9 * * 1-5")).to.equal("At 09:30, Monday through Friday");
  });

  it("is null for one that is not valid", () => {
    expect(describeCron("whenever")).to.equal(null);
    expect(describeCron("")).to.equal(null);
  });

  const refused = ["10-5 * * * *", "1,2,, * * * *", "0 0 0 1 1 * 2030", "constructor"];
  for (const expression of refused)
    it(`is null for “${expression}”, which schedules refuse`, () => {
      expect(describeCron(expression)).to.equal(null);
    });
});
