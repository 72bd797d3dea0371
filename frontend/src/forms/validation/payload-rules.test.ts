import { expect } from "chai";
import { somePayloadRules } from "../../testing/a-template.ts";

const payloadSchema = {
  type: "object",
  required: ["source"],
  properties: {
    source: {
      type: "object",
      required: ["kind"],
      oneOf: [
        {
          required: ["kind", "path"],
          properties: { kind: { const: "file" }, path: { type: "string", pattern: "^/" } },
        },
        {
          required: ["kind", "text"],
          properties: { kind: { const: "text" }, text: { type: "string" } },
        },
      ],
    },
    rows: { type: "integer", default: 100, minimum: 1 },
  },
};

const rules = somePayloadRules(payloadSchema);

describe("payload rules", () => {
  it("add defaults and drop what belongs to another branch", () => {
    expect(
      rules.complete({ source: { kind: "file", path: "/a", text: "left over" } }),
    ).to.deep.equal({
      source: { kind: "file", path: "/a" },
      rows: 100,
    });
  });

  it("return errors with pointers into the request", () => {
    const errors = rules.check({ source: { kind: "file", path: "relative" }, rows: 0, rowz: 1 });
    expect(errors.map(({ pointer }) => pointer)).to.have.members([
      "/payload/source/path",
      "/payload/rows",
      "/payload/rowz",
    ]);
  });

  it("return no error for a valid payload, and the same object for the same payload", () => {
    const payload = { source: { kind: "text", text: "a" } };
    expect(rules.check(payload)).to.deep.equal([]);
    expect(rules.complete(payload)).to.equal(rules.complete(payload));
  });
});
