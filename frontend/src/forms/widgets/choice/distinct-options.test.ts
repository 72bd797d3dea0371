import { expect } from "chai";
import { distinctOptions, withNull } from "./distinct-options.ts";

const options = (values: unknown[]) => values.map((value) => ({ value, label: String(value) }));
const labels = (values: unknown[]) => distinctOptions(options(values)).map(({ label }) => label);

describe("distinctOptions", () => {
  it("tells values apart that read the same", () => {
    expect(labels([1, "1", true, "true", "a"])).to.deep.equal(["1", '"1"', "true", '"true"', "a"]);
  });

  it("calls null None", () => {
    expect(labels(["a", null])).to.deep.equal(["a", "None"]);
  });

  it("adds the value to titles that occur twice", () => {
    const titled = [
      { value: "a", label: "Fast" },
      { value: "b", label: "Fast" },
    ];
    expect(distinctOptions(titled).map(({ label }) => label)).to.deep.equal([
      'Fast ("a")',
      'Fast ("b")',
    ]);
  });
});

describe("withNull", () => {
  it("adds null to the options of a boolean that may be null", () => {
    const added = withNull(options([true, false]), { type: ["boolean", "null"] });
    expect(added.map(({ value }) => value)).to.deep.equal([true, false, null]);
    expect(withNull(options(["a"]), { type: ["string", "null"], enum: ["a"] })).to.have.length(1);
    expect(withNull(options([true, false]), { type: "boolean" })).to.have.length(2);
  });
});
