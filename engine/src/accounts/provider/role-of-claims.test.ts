import { roles } from "@formwork/contracts/account";
import { expect } from "chai";
import fc from "fast-check";
import { roleOfClaims } from "./role-of-claims.ts";

const roleOf = new Map(roles.map((role) => [`group of ${role}s`, role]));
const groupOf = (role: string) => `group of ${role}s`;

describe("The role that a provider's claims give", () => {
  it("is the highest of all, in whatever order they come", () => {
    fc.assert(
      fc.property(
        fc.subarray([...roles], { minLength: 1 }),
        fc.array(fc.string()),
        (has, other) => {
          const groups = [...other, ...has.map(groupOf).reverse()];
          const role = roleOfClaims({ sub: "a", groups }, { roleClaim: "groups", roleOf });
          expect(role).to.equal(has.at(-1));
        },
      ),
    );
  });

  it("may be one text, and may lie deeper", () => {
    const of = (claims: object, roleClaim: string) =>
      roleOfClaims({ sub: "a", ...claims }, { roleClaim, roleOf });
    expect(of({ role: groupOf("author") }, "role")).to.equal("author");
    expect(of({ realm_access: { roles: [groupOf("viewer")] } }, "realm_access.roles")).to.equal(
      "viewer",
    );
    expect(
      of({ "https://id.example.org/roles": [groupOf("admin")] }, "https://id.example.org/roles"),
    ).to.equal("admin");
  });

  it("is none for anything else, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom("groups", "a.b", "__proto__", "constructor"),
        (value, roleClaim) => {
          expect(
            roleOfClaims({ sub: "a", groups: value, a: { b: value } }, { roleClaim, roleOf }),
          ).to.equal(null);
        },
      ),
    );
  });
});
