import { expect } from "chai";
import { fieldName } from "./field-name.ts";

describe("fieldName", () => {
  it("names the keys of a pointer", () => {
    expect(fieldName("/auth/user~1name")).to.equal("auth › user/name");
    expect(fieldName("")).to.equal("the whole payload");
  });
});
