import { expect } from "chai";
import { describeCron } from "./describe-cron.ts";

describe("describeCron", () => {
  it("reads an expression out loud", () => {
    expect(describeCron("30 9 * * 1-5")).to.equal("At 09:30, Monday through Friday");
  });

  it("is silent about one that cannot be read", () => {
    expect(describeCron("whenever")).to.equal(null);
    expect(describeCron("")).to.equal(null);
  });
});
