import { expect } from "chai";
import { checkCredentials } from "./credentials.ts";

describe("e-mail and password", () => {
  it("have no fault when they are what they should be", () => {
    expect(
      checkCredentials({ email: "ada@example.org", password: "correct horse" }, true),
    ).to.deep.equal({});
  });

  it("are asked for when they lack", () => {
    expect(checkCredentials({ email: "", password: "" }, false)).to.have.keys("email", "password");
  });

  it("say how much a new password lacks", () => {
    expect(
      checkCredentials({ email: "ada@example.org", password: "12345678" }, true).password,
    ).to.equal("At least 12 characters; 4 more");
  });

  it("leave an old password to the server", () => {
    expect(checkCredentials({ email: "ada@example.org", password: "short" }, false)).to.deep.equal(
      {},
    );
  });

  it("tell what is no address", () => {
    for (const email of ["ada", "a b@example.org", "@", "ada@"])
      expect(checkCredentials({ email, password: "x" }, false).email, email).to.equal(
        "This is not an e-mail address",
      );
  });
});
