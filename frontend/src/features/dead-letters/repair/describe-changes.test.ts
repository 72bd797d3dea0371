import { expect } from "chai";
import { describeChanges } from "./describe-changes.ts";

const secret = { type: "string", writeOnly: true };
const schema = { type: "object", properties: { url: {}, auth: { properties: { token: secret } } } };

describe("describeChanges", () => {
  it("shows new values as JSON, and what is left out", () => {
    const changes = [{ path: "/url", value: "b" }, { path: "/old" }];
    expect(describeChanges(changes, schema, "***")).to.deep.equal([
      { path: "/url", text: '"b"' },
      { path: "/old", text: null },
    ]);
  });

  it("shows no secret, wherever it is", () => {
    for (const change of [
      { path: "/auth/token", value: "hunter two" },
      { path: "/auth", value: { token: "hunter two" } },
    ])
      expect(JSON.stringify(describeChanges([change], schema, "***")))
        .to.include("***")
        .and.not.to.include("hunter");
  });

  it("shortens long values", () => {
    const [change] = describeChanges([{ path: "/url", value: "x".repeat(999) }], schema, "***");
    expect(change?.text?.length).to.equal(201);
  });
});
