import { expect } from "chai";
import { cronWords } from "./describe-cron.ts";

describe("cronWords", () => {
  it("reads an expression out loud", () => {
    expect(cronWords("30 9 * * 1-5")).to.equal("At 09:30, Monday through Friday");
  });

  it("is silent about one that cannot be read", () => {
    expect(cronWords("whenever")).to.equal(null);
    expect(cronWords("")).to.equal(null);
  });
});
