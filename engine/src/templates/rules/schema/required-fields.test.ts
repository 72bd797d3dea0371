import { processorMs } from "@formwork/contracts/testing/processor-ms";
import { expect } from "chai";
import { requiredFieldFaults } from "./required-fields.ts";

const faults = (schema: object) =>
  requiredFieldFaults({ type: "object", ...schema }, "/payload").map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );
const a = { address: { type: "string" } };

describe("required fields", () => {
  it("are refused where no schema names them and the object takes no others", () => {
    expect(faults({ properties: { host: {} }, required: ["host", "hots"] })).to.deep.equal([
      "/payload/required/1 names hots, which is no field there; did you mean host?",
    ]);
    expect(faults({ required: ["x"] })).to.deep.equal([
      "/payload/required/0 names x, which is no field there",
    ]);
    expect(faults({ properties: { o: { properties: a, required: ["port"] } } })).to.have.length(1);
    expect(
      faults({ properties: { l: { items: { properties: a, required: ["port"] } } } }),
    ).to.deep.equal(["/payload/properties/l/items/required/0 names port, which is no field there"]);
    expect(
      faults({
        properties: { r: { $ref: "#/$defs/d" } },
        $defs: { d: { properties: a, required: ["port"] } },
      }),
    ).to.deep.equal(["/payload/$defs/d/required/0 names port, which is no field there"]);
  });

  it("may be named by any schema that applies to the same object", () => {
    expect(
      faults({
        properties: a,
        oneOf: [{ required: ["address"] }, { required: ["port"], properties: { port: {} } }],
      }),
    ).to.deep.equal([]);
    expect(
      faults({
        required: ["address"],
        allOf: [{ $ref: "#/$defs/d" }],
        $defs: { d: { properties: a } },
      }),
    ).to.deep.equal([]);
    expect(faults({ properties: a, anyOf: [{ required: ["port"] }, {}] })).to.have.length(1);
  });

  it("may be any in open objects, conditions and under not", () => {
    expect(faults({ properties: { o: { required: ["port"] } } })).to.deep.equal([]);
    expect(
      faults({ properties: a, required: ["port"], additionalProperties: { type: "string" } }),
    ).to.deep.equal([]);
    expect(
      faults({ properties: a, required: ["xy"], patternProperties: { "^x": {} } }),
    ).to.deep.equal([]);
    expect(
      faults({ properties: a, if: { required: ["port"] }, not: { required: ["c"] } }),
    ).to.deep.equal([]);
  });

  it("are found in time in a schema that refers to itself everywhere", () => {
    const keys = Array.from({ length: 12 }, (_, index) => `k${index}`);
    const node = {
      properties: Object.fromEntries(
        keys.map((key) => [key, { anyOf: keys.map((to) => ({ $ref: `#/$defs/${to}` })) }]),
      ),
    };
    const ms = processorMs(() => {
      requiredFieldFaults(
        { ...node, $defs: Object.fromEntries(keys.map((key) => [key, node])) },
        "",
      );
    });
    expect(ms).to.be.below(2000);
  });
});
