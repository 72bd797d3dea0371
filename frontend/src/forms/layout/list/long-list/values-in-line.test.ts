import { secretPlaces } from "@formwork/contracts/schema/secrets/secret-places";
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
    const item = { tls: true, key: "hush", port: 0, name: " web " };
    expect(valuesInLine(item, schema, secretPlaces(schema))).to.equal("web · 0 · Encrypted");
  });

  it("writes no secret of a branch, and none that is the item itself", () => {
    const branches = { oneOf: [{ properties: { user: {}, password: { writeOnly: true } } }] };
    const item = { user: "ada", password: "hush" };
    expect(valuesInLine(item, branches, secretPlaces(branches))).to.equal("ada");
    const secret = { type: "string", writeOnly: true };
    expect(valuesInLine("hush", secret, secretPlaces(secret))).to.equal("");
  });

  it("leaves out what is off, empty or not a plain value, and shortens long texts", () => {
    const item = { name: "x".repeat(60), tls: false, more: { a: 1 }, note: "" };
    expect(valuesInLine(item, schema, null)).to.equal(`${"x".repeat(39)}…`);
  });

  it("writes an item that is a plain value, and nothing for an empty one", () => {
    expect(valuesInLine("a", {}, null)).to.equal("a");
    expect(valuesInLine(null, {}, null)).to.equal("");
  });
});
