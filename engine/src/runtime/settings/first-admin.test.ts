import { expect } from "chai";
import { adminFaults, firstAdmin } from "./first-admin.ts";

describe("the first admin of the settings", () => {
  it("has both settings or neither", () => {
    for (const [email, password] of [
      ["a@b", null],
      [null, "correct horse battery"],
    ] as const)
      expect(
        adminFaults({ FORMWORK_ADMIN_EMAIL: email, FORMWORK_ADMIN_PASSWORD: password }),
      ).to.have.length(1);
    expect(
      adminFaults({ FORMWORK_ADMIN_EMAIL: null, FORMWORK_ADMIN_PASSWORD: null }),
    ).to.deep.equal([]);
  });

  it("adds no fault where one of the two is faulty by itself", () => {
    expect(adminFaults({ FORMWORK_ADMIN_EMAIL: null })).to.deep.equal([]);
  });

  it("is null unless both are given", () => {
    expect(firstAdmin({ adminEmail: null, adminPassword: null })).to.equal(null);
    expect(firstAdmin({ adminEmail: "a@b", adminPassword: "secret" })).to.deep.equal({
      email: "a@b",
      password: "secret",
    });
  });
});
