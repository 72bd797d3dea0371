import { expect } from "chai";
import fc from "fast-check";
import { keyScopes, may, type Principal, roles, type Scope, scopes } from "./account.ts";

const principal = (role: Principal["role"], key?: Principal["key"]): Principal => ({
  ...{ id: "u", role, email: "u@example.org", sessionId: null },
  ...(key === undefined ? {} : { key }),
});

describe("What a principal may", () => {
  it("grows from role to role", () => {
    const of = (role: Principal["role"]) => scopes.filter((scope) => may(principal(role), scope));
    for (const [index, role] of roles.entries())
      for (const lower of roles.slice(0, index)) expect(of(role)).to.include.members(of(lower));
    expect(of("admin")).to.deep.equal([...scopes]);
  });

  it("is never more by a key than without, and never about people and keys", () => {
    const anyScopes = fc.subarray([...scopes]);
    fc.assert(
      fc.property(fc.constantFrom(...roles), anyScopes, (role, granted) => {
        const key = { id: "k", scopes: granted, templates: null };
        for (const scope of scopes) {
          const byKey = may(principal(role, key), scope);
          const always: Scope[] = ["public", "account"];
          if (byKey) expect(may(principal(role), scope)).to.equal(true);
          if (byKey && !always.includes(scope)) expect(granted).to.include(scope);
          if (byKey) expect(["credentials", "users:write"]).to.not.include(scope);
        }
      }),
    );
  });

  it("can be given to a key, but for what concerns people and keys", () => {
    expect(scopes.filter((scope) => !keyScopes.includes(scope))).to.deep.equal([
      ...["public", "users:write", "credentials", "account"],
    ]);
  });
});
