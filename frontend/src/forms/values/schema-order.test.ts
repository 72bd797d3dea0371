import { expect } from "chai";
import { schemaOrder } from "./schema-order.ts";

const order = schemaOrder({
  type: "object",
  properties: {
    first: { type: "string" },
    rows: { type: "array", items: { $ref: "#/$defs/row" } },
    map: { type: "object", additionalProperties: { $ref: "#/$defs/row" } },
  },
  allOf: [{ properties: { last: { type: "string" } } }],
  $defs: {
    row: {
      type: "object",
      properties: { a: {}, b: {}, inner: { $ref: "#/$defs/row" } },
    },
  },
});

describe("schemaOrder", () => {
  it("puts the keys of every object in the order of its schema, unknown ones last", () => {
    const payload = {
      map: { y: { b: 1, a: 2 }, x: { b: 1 } },
      more: 1,
      last: "z",
      rows: [{ b: 1, a: 2, inner: { b: 3, a: 4 } }],
      first: "a",
    };
    expect(JSON.stringify(order(payload))).to.equal(
      JSON.stringify({
        first: "a",
        rows: [{ a: 2, b: 1, inner: { a: 4, b: 3 } }],
        map: { y: { a: 2, b: 1 }, x: { b: 1 } },
        last: "z",
        more: 1,
      }),
    );
  });

  it("returns the same objects where they are in order", () => {
    const rows = [{ a: 1, b: 2 }];
    const payload = { rows, first: "a" };
    expect(order(payload).rows).to.equal(rows);
    expect(order({ first: "a", rows })).to.deep.equal(payload);
    const whole = { first: "a", rows };
    expect(order(whole)).to.equal(whole);
  });
});
