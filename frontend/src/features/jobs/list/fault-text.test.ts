import { expect } from "chai";
import { faultText } from "./fault-text.ts";

describe("the text about a fault of a view", () => {
  it("suggests the known name that is nearest", () => {
    expect(faultText(["state", "faild"])).to.equal("There is no state “faild”. Is it “failed”?");
    expect(faultText(["quue", "red"])).to.equal("There is no filter “quue”. Is it “queue”?");
    expect(faultText(["colour", "red"])).to.equal("There is no filter “colour”.");
  });

  it("says of a filter that exists that it is given more than once", () => {
    for (const name of ["q", "schedule", "payload.host"])
      expect(faultText([name, "x"])).to.equal(`“${name}” is given more than once.`);
  });

  it("knows no filter of a payload whose path the API refuses", () => {
    const name = `payload.${"x".repeat(201)}`;
    expect(faultText([name, "x"])).to.equal(`There is no filter “${name}”.`);
  });
});
