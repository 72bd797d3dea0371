import { expect } from "chai";
import { someSecrets } from "../testing/some-secrets.ts";
import { openRepair, sealRepair } from "./kept-repair.ts";

describe("a repair that is kept", () => {
  const repair = { changes: [{ op: "replace" as const, path: "/token", value: "hunter2" }] };
  const secrets = someSecrets("a secret");
  const sealed = sealRepair(secrets, { repair }, { ownerId: "trace-1", givenBy: "ann" });

  it("is opened for its action alone, and does not show its values in the store", () => {
    expect(JSON.stringify(sealed)).to.not.contain("hunter2");
    expect(openRepair(secrets, sealed, { ownerId: "trace-1" })).to.deep.equal(repair);
  });

  it("changes nothing where it cannot be opened", () => {
    for (const [other, ownerId] of [
      [someSecrets("another"), "trace-1"],
      [secrets, "trace-2"],
    ] as const)
      expect(() => openRepair(other, sealed, { ownerId })).to.throw("another key");
  });
});
