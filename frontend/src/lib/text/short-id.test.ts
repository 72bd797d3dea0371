import { expect } from "chai";
import { shortId } from "./short-id.ts";

describe("shortId", () => {
  it("is the end of an id, in which ids differ", () => {
    expect(shortId("0193e4f2-7c1a-7b3e-9d5a-1f2e3d4c5b6a")).to.equal("3d4c5b6a");
    expect(shortId("ada")).to.equal("ada");
  });
});
