import { expect } from "chai";
import { aProblem } from "../../testing/a-problem.ts";
import { linkFault } from "./link-fault.ts";

describe("linkFault", () => {
  it("says what to do about a link that is no good", () => {
    expect(linkFault(aProblem(403, { code: "link-wrong" }))).to.match(/Ask an admin for a new one/);
  });

  it("repeats what the server says of anything else", () => {
    expect(linkFault(aProblem(429, { code: "too-many-requests" }))).to.equal("The server says why");
    expect(linkFault(aProblem(503, { detail: "" }))).to.equal("It did not work");
  });
});
