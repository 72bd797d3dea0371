import type { Me, Role } from "@formwork/contracts/account";
import { expect } from "chai";
import { templateRights } from "./use-template-rights.ts";

describe("templateRights", () => {
  const rightsOf = (role: Role, seeOnly: string[] = []) => {
    const me: Me = {
      id: "u1",
      email: "bob@example.org",
      role,
      createdAt: "",
      sees: "own",
      linked: false,
      seeOnly,
    };
    const { mayRun, mayChange, seesOnly } = templateRights(me);
    return {
      runs: mayRun("deploy"),
      changes: mayChange("deploy"),
      seesOnly: seesOnly("deploy"),
    };
  };

  const none = { runs: false, changes: false, seesOnly: false };

  it("follow the role", () => {
    expect(rightsOf("viewer")).to.deep.equal(none);
    expect(rightsOf("operator")).to.deep.equal({ ...none, runs: true });
    expect(rightsOf("author")).to.deep.equal({ ...none, runs: true, changes: true });
  });

  it("end at a template that may only be seen", () => {
    for (const role of ["operator", "author"] as const) {
      expect(rightsOf(role, ["deploy"]), role).to.deep.equal({ ...none, seesOnly: true });
      expect(rightsOf(role, ["another"]).runs, role).to.equal(true);
    }
  });

  it("are none while nobody is known", () => {
    expect(templateRights(null).mayRun("deploy")).to.equal(false);
  });
});
