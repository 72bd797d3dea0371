import { expect } from "chai";
import { countText } from "./count-text.ts";

describe("countText", () => {
  it("writes a number with its noun, in the plural but for one", () => {
    expect(countText(0, "job")).to.equal("0 jobs");
    expect(countText(1, "job")).to.equal("1 job");
    expect(countText(4312, "job")).to.equal("4,312 jobs");
  });
});
