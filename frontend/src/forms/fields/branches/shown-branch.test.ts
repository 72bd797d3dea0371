import { expect } from "chai";
import { somePayloadRules } from "../../../testing/a-template.ts";
import { shownBranch } from "./shown-branch.ts";

const text = { type: "string" };
const byPath = { required: ["path"], properties: { path: text } };
const withDepth = {
  required: ["path", "depth"],
  properties: { path: text, depth: { type: "integer" } },
};
const marked = (kind: string, field: string) => ({
  required: ["kind", field],
  properties: { kind: { const: kind }, [field]: text },
});

function shown(options: object[], value: unknown, chosen?: number) {
  const rules = somePayloadRules({
    type: "object",
    properties: { what: { anyOf: options.map((option) => ({ type: "object", ...option })) } },
  });
  const { what } = rules.context.root.properties as { what: { anyOf: unknown[] } };
  return shownBranch({ options: what.anyOf, value, chosen, context: rules.context });
}

describe("the branch that is shown", () => {
  it("is none before a person or the value decides", () => {
    expect(shown([marked("a", "x"), marked("b", "y")], undefined)).to.equal(undefined);
    expect(shown([{ required: ["x"] }, { required: ["y"] }], {})).to.equal(undefined);
  });

  it("is the one that explains all keys of the value", () => {
    expect(shown([byPath, withDepth], { path: "/x", depth: 2 })).to.equal(1);
    expect(shown([byPath, withDepth], { path: "/x" })).to.equal(0);
  });

  it("is the one whose mark the value has, also while it is not valid yet", () => {
    expect(shown([marked("a", "x"), marked("b", "y")], { kind: "b" })).to.equal(1);
  });

  it("stays the chosen one while nothing contradicts it", () => {
    expect(shown([byPath, withDepth], { path: "/x" }, 1)).to.equal(1);
    expect(shown([byPath, withDepth], undefined, 1)).to.equal(1);
    expect(shown([byPath, withDepth], { path: "/x", depth: 2 }, 0)).to.equal(1);
    expect(shown([marked("a", "x"), marked("b", "y")], { kind: "b" }, 0)).to.equal(1);
  });

  it("is the only one there is", () => {
    expect(shown([byPath], undefined)).to.equal(0);
  });
});
