import { expect } from "chai";
import { otherZone } from "./other-zone.ts";

describe("otherZone", () => {
  it("is that of the reader, or UTC, or none", () => {
    expect(otherZone("Europe/Madrid", "Asia/Tokyo")).to.equal("Asia/Tokyo");
    expect(otherZone("Europe/Madrid", "Europe/Madrid")).to.equal("UTC");
    expect(otherZone("UTC", "UTC")).to.equal(null);
  });
});
