import { expect } from "chai";
import { impossibleFaults } from "./impossible-values.ts";

const faults = (schema: object) =>
  impossibleFaults({ type: "object", ...schema }, "/payload").map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );

describe("impossibleFaults", () => {
  it("refuses an object that has to hold one of its own schema", () => {
    const message = "must not lead back to its own schema: no value could be deep enough";
    expect(faults({ required: ["a"], properties: { a: { $ref: "#" } } })).to.deep.equal([
      `/payload/required ${message}`,
    ]);
    const node = {
      type: "object",
      required: ["next"],
      properties: { next: { allOf: [{ $ref: "#/$defs/node" }] } },
    };
    expect(faults({ $defs: { node } })).to.deep.equal([`/payload/$defs/node/required ${message}`]);
    const list = {
      type: "object",
      required: ["rows"],
      properties: { rows: { type: "array", minItems: 1, items: { $ref: "#/$defs/list" } } },
    };
    expect(faults({ $defs: { list } })).to.deep.equal([
      `/payload/$defs/list/required ${message}`,
      `/payload/$defs/list/properties/rows/minItems ${message}`,
    ]);
  });

  it("refuses a required field that allows no value", () => {
    expect(faults({ required: ["a"], properties: { a: false } })).to.deep.equal([
      "/payload/required asks for what allows no value",
    ]);
  });

  it("accepts trees that may end", () => {
    const next = { $ref: "#/$defs/node" };
    const ends: object[] = [
      { type: "object", properties: { next } },
      {
        type: "object",
        required: ["next"],
        properties: { next: { anyOf: [next, { type: "null" }] } },
      },
      { type: ["object", "null"], required: ["next"], properties: { next } },
      { required: ["next"], properties: { next } },
      { type: "object", required: ["rows"], properties: { rows: { type: "array", items: next } } },
      { type: "object", required: ["toString"], properties: { next } },
    ];
    for (const node of ends)
      expect(faults({ $defs: { node } }), JSON.stringify(node)).to.deep.equal([]);
  });
});
