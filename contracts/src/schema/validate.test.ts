import { expect } from "chai";
import { createAjv } from "./validate.ts";

describe("createAjv", () => {
  it("reads JSON Schema 2020-12", () => {
    const validate = createAjv().compile({
      prefixItems: [{ type: "string" }],
      items: false,
      $defs: {},
    });
    expect(validate(["a"])).to.equal(true);
    expect(validate(["a", "b"])).to.equal(false);
  });

  it("ignores inherited properties", () => {
    const validate = createAjv().compile({ required: ["toString"] });
    expect(validate({})).to.equal(false);
    expect(validate({ toString: 1 })).to.equal(true);
  });

  it("does not support $data references", () => {
    // With $data on, the limit would be read from the payload.
    expect(() =>
      createAjv().compile({ properties: { a: { minimum: { $data: "1/b" } } } }),
    ).to.throw();
  });

  it("makes a new validator each time, which does not know the schemas of another", () => {
    createAjv().addSchema({ type: "string" }, "shared");
    expect(createAjv().getSchema("shared")).to.equal(undefined);
  });

  it("reports every error", () => {
    const validate = createAjv().compile({
      required: ["a"],
      properties: { b: { type: "string" }, c: { type: "string" } },
    });
    validate({ b: 1, c: 1 });
    expect(validate.errors).to.have.length(3);
  });
});
