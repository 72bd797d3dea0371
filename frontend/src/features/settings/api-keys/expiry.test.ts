import { expect } from "chai";
import { expiryChoices, expiryOf } from "./expiry.ts";

describe("The end of a key", () => {
  it("is so many days from now, or never", () => {
    const now = Date.parse("2030-01-01T00:00:00Z");
    expect(expiryOf(7, now)).to.equal("2030-01-08T00:00:00.000Z");
    expect(expiryOf(0, now)).to.equal(null);
    expect(new Set(expiryChoices.map(({ days }) => days))).to.have.length(expiryChoices.length);
  });
});
