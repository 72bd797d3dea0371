import { expect } from "chai";
import { somePayloadRules } from "../../../testing/a-template.ts";
import { unknownFieldErrors } from "./unknown-field-errors.ts";

const rules = somePayloadRules({
  type: "object",
  properties: {
    opt: { type: "string" },
    open: { type: "object", additionalProperties: { type: "integer" } },
    closed: { type: "object", properties: { a: {} }, additionalProperties: false },
  },
});
const pointersOf = (payload: Record<string, unknown>) =>
  unknownFieldErrors(rules.check(payload), payload).map(({ pointer }) => pointer);

describe("the errors about unknown fields", () => {
  it("name each unknown key, at any depth", () => {
    expect(pointersOf({ nope: 1, "a.b": 2, closed: { b: 3 } })).to.have.members([
      "/payload/nope",
      "/payload/a.b",
      "/payload/closed/b",
    ]);
  });

  it("leave out errors about fields that are known", () => {
    expect(pointersOf({ opt: 7, open: { x: "no number" } })).to.deep.equal([]);
  });
});
