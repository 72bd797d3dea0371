import { expect } from "chai";
import { emptyItemErrors, markEmptyItems, withoutEmptyItems } from "./empty-items.ts";

const list = (items: object) => ({ type: "array", items });
const root = {
  type: "object",
  properties: {
    texts: list({ type: "string" }),
    nullable: list({ type: ["string", "null"] }),
    choices: list({ enum: ["a", null] }),
    any: list({}),
    pairs: list(list({ $ref: "#/$defs/number" })),
    tuple: { type: "array", prefixItems: [{ type: "string" }, { type: ["number", "null"] }] },
  },
  $defs: { number: { type: "number" } },
};

describe("markEmptyItems", () => {
  it("makes an item undefined that was emptied, and leaves null where it is a value", () => {
    expect(markEmptyItems(null, ["texts", 0], root)).to.equal(undefined);
    expect(markEmptyItems(null, ["pairs", 0, 1], root)).to.equal(undefined);
    for (const key of ["nullable", "choices", "any"])
      expect(markEmptyItems(null, [key, 0], root)).to.equal(null);
    expect(markEmptyItems(null, ["texts"], root)).to.equal(null);
    expect(markEmptyItems("x", ["texts", 0], root)).to.equal("x");
  });

  it("makes an added item null where its schema takes that", () => {
    expect(markEmptyItems(["a", undefined], ["texts"], root)).to.deep.equal(["a", undefined]);
    expect(markEmptyItems(["a", undefined], ["nullable"], root)).to.deep.equal(["a", null]);
    expect(markEmptyItems([undefined, undefined, 1], ["tuple"], root)).to.deep.equal([
      undefined,
      null,
      1,
    ]);
  });
});

describe("emptyItemErrors", () => {
  it("reports each empty item, at any depth, and no emptied property", () => {
    const payload = { texts: ["a", undefined], rows: [{ list: [undefined], gone: undefined }] };
    expect(emptyItemErrors(payload, root).map(({ pointer }) => pointer)).to.deep.equal([
      "/texts/1",
      "/rows/0/list/0",
    ]);
  });
});

describe("the message of an empty item", () => {
  it("offers to remove it, unless its place has a schema of its own", () => {
    const messages = emptyItemErrors({ texts: [undefined], tuple: [undefined, 1] }, root);
    expect(messages.map(({ message }) => message)).to.deep.equal([
      "is empty: fill it in or remove it",
      "is required",
    ]);
  });
});

describe("withoutEmptyItems", () => {
  it("leaves empty items out, and keeps nulls and emptied properties", () => {
    expect(withoutEmptyItems({ a: [undefined, null, { b: [undefined] }], c: undefined })).to.eql({
      a: [null, { b: [] }],
      c: undefined,
    });
  });
});
