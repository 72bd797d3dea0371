import { expect } from "chai";
import { inScreenOrder } from "./screen-order.ts";

const text = { type: "string" };
const schema = {
  properties: {
    name: text,
    server: { properties: { host: text, port: text } },
    steps: { items: { properties: { title: text, weight: text } } },
  },
  allOf: [{ then: { properties: { late: text } } }],
};

/** Sorts errors at these pointers, without `/payload`. */
const sorted = (pointers: string[], layout?: object) =>
  inScreenOrder(
    pointers.map((pointer) => ({ pointer: `/payload${pointer}`, message: "", keyword: "" })),
    schema,
    layout,
  ).map(({ pointer }) => pointer.slice("/payload".length));

describe("errors in the order of the screen", () => {
  it("follow the properties of the schema, a group before its fields", () => {
    expect(sorted(["/late", "/steps", "/server/port", "/server", "/name", ""])).to.deep.equal([
      "",
      "/name",
      "/server",
      "/server/port",
      "/steps",
      "/late",
    ]);
  });

  it("follow the order of the layout, also inside groups and items", () => {
    const layout = {
      "ui:order": ["steps", "*", "name"],
      server: { "ui:options": { order: ["port", "host"] } },
      steps: { items: { "ui:order": ["weight", "title"] } },
    };
    expect(
      sorted(
        ["/name", "/server/host", "/server/port", "/steps/1/weight", "/steps/0/title"],
        layout,
      ),
    ).to.deep.equal(["/steps/0/title", "/steps/1/weight", "/server/port", "/server/host", "/name"]);
  });

  it("count the items of a list as numbers, and put unknown keys last", () => {
    expect(sorted(["/nope", "/steps/10", "/steps/9", "/name"])).to.deep.equal([
      "/name",
      "/steps/9",
      "/steps/10",
      "/nope",
    ]);
  });
});
