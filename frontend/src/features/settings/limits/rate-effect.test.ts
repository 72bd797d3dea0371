import { expect } from "chai";
import { rateEffect } from "./rate-effect.ts";

describe("What a limit by the minute means", () => {
  it("is said for each limit", () => {
    expect(rateEffect("requests", 600)).to.equal("600 requests at once, then one each 100 ms.");
    expect(rateEffect("submits", 60)).to.match(/^60 jobs at once, then one a second\. A larger/);
    expect(rateEffect("subscriptions", 1)).to.equal(
      "1 stream opened at once, then one every 60 s.",
    );
    expect(rateEffect("signIns", 10)).to.equal(
      "10 wrong passwords for an account, then one every 6 s; 30 from a network address.",
    );
  });

  it("warns where opening a page would take too long", () => {
    expect(rateEffect("requests", 119)).to.match(/people will have to wait/);
    expect(rateEffect("requests", 120)).to.not.match(/wait/);
  });

  it("says that there is none", () => {
    expect(rateEffect("requests", null)).to.equal("As many as callers make.");
  });
});
