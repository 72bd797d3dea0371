import { roles } from "@formwork/contracts/account";
import { isNamed } from "@formwork/contracts/template-access";
import { expect } from "chai";
import fc from "fast-check";
import { accessOf, draftFaults, draftOf } from "./who.ts";

describe("the form of an access list", () => {
  const ada = { role: "author", email: "ada@example.org" } as const;
  const list = fc.option(
    fc.array(fc.constantFrom(...roles, "ada@example.org", "bob@example.org"), { maxLength: 5 }),
  );
  const user = fc.record({
    role: fc.constantFrom(...roles),
    email: fc.constantFrom("ada@example.org", "bob@example.org", "cleo@example.org"),
  });

  it("means the same people as the list that it shows", () => {
    fc.assert(
      fc.property(list, list, user, (run, see, one) => {
        const shown = accessOf(draftOf({ run, see }));
        if (one.role === "admin") return;
        const runs = isNamed(run, one);
        expect(isNamed(shown.run, one)).to.equal(runs);
        // Who may run may see.
        expect(runs || isNamed(shown.see, one)).to.equal(runs || isNamed(see, one));
      }),
    );
  });

  it("is sent as it was shown", () => {
    fc.assert(
      fc.property(list, list, (run, see) => {
        const once = draftOf({ run, see });
        expect(draftOf(accessOf(once))).to.deep.equal(once);
      }),
    );
  });

  it("lets no author leave out who changes it", () => {
    const only = (role: "author" | "nobody", people: string[] = []) =>
      draftFaults({ run: { role, people }, see: { role: "nobody", people: [] } }, ada);
    expect(only("nobody")).to.have.keys("run");
    expect(only("nobody", ["ada@example.org"])).to.deep.equal({});
    expect(only("author")).to.deep.equal({});
    const nobody = { role: "nobody" as const, people: [] };
    expect(draftFaults({ run: nobody, see: nobody }, { ...ada, role: "admin" })).to.deep.equal({});
  });

  it("tells what is no address", () => {
    const see = { role: "nobody" as const, people: ["bob"] };
    const faults = draftFaults({ run: { role: "author", people: [] }, see }, ada);
    expect(faults).to.deep.equal({ see: "“bob” is no e-mail address" });
  });
});
