import { expect } from "chai";
import { somePayloadRules } from "../../../testing/a-template.ts";
import { marksOf, switchBranch } from "./switch-branch.ts";

const text = { type: "string" };
const options = [
  {
    type: "object",
    required: ["kind", "path"],
    properties: { kind: { const: "path" }, path: text, note: text },
  },
  {
    type: "object",
    required: ["kind", "depth"],
    properties: {
      kind: { const: "deep" },
      note: text,
      depth: { type: "integer" },
      follow: { type: "boolean", default: true },
      agreed: { const: true },
    },
  },
];
const rules = somePayloadRules({ type: "object", properties: { what: { oneOf: options } } });
const drawn = (rules.schema.properties as { what: { oneOf: unknown[] } }).what.oneOf;

const switchTo = (to: number | undefined, value: unknown, remembered?: unknown) =>
  switchBranch({
    options,
    to,
    marks: to === undefined ? {} : marksOf(drawn[to], rules.schema),
    value,
    remembered,
    context: rules.context,
  });

describe("switching to another branch", () => {
  it("sets its mark and defaults, keeps what is shared, drops what only others name", () => {
    const value = { kind: "path", path: "/x", note: "n", around: 1 };
    expect(switchTo(1, value)).to.deep.equal({
      kind: "deep",
      note: "n",
      around: 1,
      follow: true,
    });
  });

  it("brings back what was typed in it, and not what others share by now", () => {
    const before = { kind: "path", path: "/x", note: "old", around: 1 };
    expect(switchTo(0, { kind: "deep", depth: 2, note: "new" }, before)).to.deep.equal({
      kind: "path",
      path: "/x",
      note: "new",
    });
  });

  it("fills in no constant that is a condition", () => {
    expect(switchTo(1, undefined)).to.deep.equal({ kind: "deep", follow: true });
  });

  it("leaves nothing behind when the choice is taken back", () => {
    expect(switchTo(undefined, { kind: "path", path: "/x" })).to.equal(undefined);
    expect(switchTo(undefined, { kind: "path", around: 1 })).to.deep.equal({ around: 1 });
  });

  it("starts a branch of another type afresh, or with what was typed in it", () => {
    const typed = (option: object, remembered?: unknown) =>
      switchBranch({
        options: [{ type: "string" }, option],
        to: 1,
        marks: {},
        value: "text",
        remembered,
        context: rules.context,
      });
    expect(typed({ type: "integer" })).to.equal(undefined);
    expect(typed({ type: "integer" }, 5)).to.equal(5);
    expect(typed({ type: "null" })).to.equal(null);
    expect(typed({ type: "array" })).to.deep.equal([]);
    expect(typed({ const: "never" })).to.equal("never");
    expect(typed({ required: ["a"] })).to.deep.equal({});
  });
});
