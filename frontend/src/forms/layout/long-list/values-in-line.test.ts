import { expect } from "chai";
import { valuesInLine } from "./values-in-line.ts";

const schema = {
  properties: {
    name: { type: "string" },
    port: { type: "integer" },
    key: { type: "string", writeOnly: true },
    tls: { type: "boolean", title: "Encrypted" },
  },
};

describe("valuesInLine", () => {
  it("writes the first values in the order of the schema, without secrets", () => {
    expect(valuesInLine({ tls: true, key: "hush", port: 0, name: " web " }, schema)).to.equal(
      "web · 0 · Encrypted",
    );
  });

  it("leaves out what is off, empty or not a plain value, and shortens long texts", () => {
    const item = { name: "x".repeat(60), tls: false, more: { a: 1 }, note: "" };
    expect(valuesInLine(item, schema)).to.equal(`${"x".repeat(39)}…`);
  });

  it("writes an item that is a plain value, and nothing for an empty one", () => {
    expect(valuesInLine("a", {})).to.equal("a");
    expect(valuesInLine(null, {})).to.equal("");
  });
});
