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
});
