import { expect } from "chai";
import { checkCredentials } from "./credentials.ts";

describe("e-mail and password", () => {
  it("have no error when they are valid", () => {
    expect(
      checkCredentials({ email: "ada@example.org", password: "correct horse" }, true),
    ).to.deep.equal({});
  });

  it("are required", () => {
    expect(checkCredentials({ email: "", password: "" }, false)).to.have.keys("email", "password");
  });

  it("name how many characters a new password lacks", () => {
    expect(
      checkCredentials({ email: "ada@example.org", password: "12345678" }, true).password,
    ).to.equal("At least 12 characters; 4 more");
  });

  it("accept any existing password, which the server checks", () => {
    expect(checkCredentials({ email: "ada@example.org", password: "short" }, false)).to.deep.equal(
      {},
    );
  });

  it("name what is no e-mail address", () => {
    for (const email of ["ada", "a b@example.org", "@", "ada@"])
      expect(checkCredentials({ email, password: "x" }, false).email, email).to.equal(
        "This is not an e-mail address",
      );
  });
});
