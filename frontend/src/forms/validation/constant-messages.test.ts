import { expect } from "chai";
import { somePayloadRules } from "../../testing/a-template.ts";

const rules = somePayloadRules({
  type: "object",
  required: ["word", "sure", "region", "env"],
  properties: {
    word: { type: "string", const: "DELETE" },
    sure: { type: "boolean", const: true },
    pin: { const: 42 },
    region: { oneOf: [{ const: "eu" }, { const: "us" }] },
    env: { type: "string" },
  },
  if: { properties: { env: { const: "production" } }, required: ["env"] },
  then: { required: ["confirm"], properties: { confirm: { const: "production" } } },
});
const messages = (payload: Record<string, unknown>) =>
  Object.fromEntries(
    rules.check(payload).map(({ pointer, message }) => [pointer.slice(9), message]),
  );

describe("the errors of constants", () => {
  it("say what to type and what to tick, missing or not", () => {
    expect(messages({})).to.deep.equal({
      word: "Type DELETE",
      sure: "Tick this box",
      region: "is required",
      env: "is required",
    });
    expect(messages({ word: "DEL", sure: false, pin: 4, region: "eu", env: "x" })).to.deep.equal({
      word: "Type DELETE",
      sure: "Tick this box",
      pin: "Type 42",
    });
  });

  it("say so for constants of a condition too", () => {
    const payload = { word: "DELETE", sure: true, region: "eu", env: "production" };
    expect(messages(payload)).to.deep.equal({ confirm: "Type production" });
    expect(messages({ ...payload, confirm: "production" })).to.deep.equal({});
  });
});
