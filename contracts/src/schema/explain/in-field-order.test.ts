import { expect } from "chai";
import { inFieldOrder } from "./in-field-order.ts";

const schema = {
  properties: { a: {}, b: { items: { properties: { x: {}, y: {} } } }, c: {} },
};
const sorted = (pointers: string[], layout?: object) =>
  inFieldOrder(
    pointers.map((pointer) => ({ pointer, message: "", keyword: "" })),
    schema,
    { ...layout },
  ).map(({ pointer }) => pointer);

describe("inFieldOrder", () => {
  const pointers = ["/z", "/c", "/b/10/x", "/b/2/y", "/b/2/x", "/b", "", "/a"];

  it("sorts by the order of the schema", () => {
    expect(sorted(pointers)).to.deep.equal([
      "",
      "/a",
      "/b",
      "/b/2/x",
      "/b/2/y",
      "/b/10/x",
      "/c",
      "/z",
    ]);
  });

  it("sorts by the order of the layout, where it has one", () => {
    const layout = { "ui:order": ["c", "*", "a"], b: { items: { "ui:order": ["y"] } } };
    expect(sorted(pointers, layout)).to.deep.equal([
      "",
      "/c",
      "/b",
      "/b/2/y",
      "/b/2/x",
      "/b/10/x",
      "/a",
      "/z",
    ]);
  });
});
