import { secretPlaces } from "@formwork/contracts/schema/secrets/secret-places";
import { expect } from "chai";
import { branchTitle, itemSummary, singular, titleFromName } from "./schema-labels.ts";

describe("labels made from a schema", () => {
  it("give the singular of a plural", () => {
    expect(
      ["Columns", "Entries", "Boxes", "Addresses", "Status", "Access", "Data"].map(singular),
    ).to.deep.equal(["Column", "Entry", "Box", "Address", "Status", "Access", "Data"]);
  });

  it("turn the name of a property into a title", () => {
    expect(["maxRetries", "max_retries", "max-retries", "url"].map(titleFromName)).to.deep.equal([
      "Max retries",
      "Max retries",
      "Max retries",
      "Url",
    ]);
  });

  it("summarize an item by its first free text", () => {
    const schema = {
      properties: {
        count: { type: "integer" },
        type: { type: "string", enum: ["text"] },
        name: { type: "string" },
      },
    };
    expect(itemSummary({ count: 3, type: "text", name: " age " }, schema, null)).to.equal("age");
    expect(itemSummary({ name: "x".repeat(60) }, schema, null)).to.have.length(48);
    expect(itemSummary({ type: "text" }, schema, null)).to.equal("");
    expect(itemSummary({ name: "age" }, {}, null)).to.equal("");
    expect(itemSummary(null, schema, null)).to.equal("");
  });

  it("summarize an item by no secret", () => {
    const text = { type: "string" };
    const schema = { properties: { token: { ...text, writeOnly: true }, host: text } };
    const secrets = secretPlaces(schema);
    expect(itemSummary({ token: "hush", host: "web" }, schema, secrets)).to.equal("web");
    expect(itemSummary({ token: "hush" }, schema, secrets)).to.equal("");
  });

  it("name a branch by its title, constant, properties or type", () => {
    expect(branchTitle({ title: "From a file" }, 0)).to.equal("From a file");
    expect(branchTitle({ properties: { kind: { const: "basic-auth" }, user: {} } }, 0)).to.equal(
      "Basic auth",
    );
    expect(
      branchTitle(
        { required: ["token"], properties: { note: {}, token: { title: "Access token" } } },
        0,
      ),
    ).to.equal("Access token");
    expect(branchTitle({ properties: { width: {}, height: {} } }, 0)).to.equal("Width, Height");
    expect(branchTitle({ type: "integer" }, 0)).to.equal("Whole number");
    expect(branchTitle(true, 2)).to.equal("Option 3");
  });
});
