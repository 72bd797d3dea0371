import { expect } from "chai";
import { humanise, optionTitle, singular, summaryOf } from "./schema-labels.ts";

describe("words made out of a schema", () => {
  it("name one of many", () => {
    expect(
      ["Columns", "Entries", "Boxes", "Addresses", "Status", "Access", "Data"].map(singular),
    ).to.deep.equal(["Column", "Entry", "Box", "Address", "Status", "Access", "Data"]);
  });

  it("turn the name of a property into a title", () => {
    expect(["maxRetries", "max_retries", "max-retries", "url"].map(humanise)).to.deep.equal([
      "Max retries",
      "Max retries",
      "Max retries",
      "Url",
    ]);
  });

  it("tell one item from another by the first text it asks for freely", () => {
    const schema = {
      properties: {
        count: { type: "integer" },
        type: { type: "string", enum: ["text"] },
        name: { type: "string" },
      },
    };
    expect(summaryOf({ count: 3, type: "text", name: " age " }, schema)).to.equal("age");
    expect(summaryOf({ name: "x".repeat(60) }, schema)).to.have.length(48);
    expect(summaryOf({ type: "text" }, schema)).to.equal("");
    expect(summaryOf({ name: "age" }, {})).to.equal("");
    expect(summaryOf(null, schema)).to.equal("");
  });

  it("call a branch by its title, mark, fields or type", () => {
    expect(optionTitle({ title: "From a file" }, 0)).to.equal("From a file");
    expect(optionTitle({ properties: { kind: { const: "basic-auth" }, user: {} } }, 0)).to.equal(
      "Basic auth",
    );
    expect(
      optionTitle(
        { required: ["token"], properties: { note: {}, token: { title: "Access token" } } },
        0,
      ),
    ).to.equal("Access token");
    expect(optionTitle({ properties: { width: {}, height: {} } }, 0)).to.equal("Width, Height");
    expect(optionTitle({ type: "integer" }, 0)).to.equal("Whole number");
    expect(optionTitle(true, 2)).to.equal("Option 3");
  });
});
