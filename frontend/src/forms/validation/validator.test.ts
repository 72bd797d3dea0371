import { hashForSchema, type RJSFSchema } from "@rjsf/utils";
import type { ValidateFunction } from "ajv";
import { expect } from "chai";
import { factoryToValidator, type ValidatorFactory } from "./validator.ts";

const schema: RJSFSchema = { type: "object", required: ["name"] };

/** A validator as scripts contain it, which requires an object with a name. */
function needsName(): ValidateFunction {
  const validate = (value: unknown): boolean => {
    const isValid = typeof value === "object" && value !== null && "name" in value;
    Object.assign(validate, {
      errors: isValid
        ? null
        : [
            {
              instancePath: "",
              schemaPath: "#/required",
              keyword: "required",
              params: { missingProperty: "name" },
            },
          ],
    });
    return isValid;
  };
  // ajv generates a function with an `errors` property like this one.
  return validate as unknown as ValidateFunction;
}
const factory: ValidatorFactory = () => ({ [hashForSchema(schema)]: needsName() });

describe("factoryToValidator", () => {
  it("returns the errors of ajv, and none of an earlier call", () => {
    const validator = factoryToValidator(factory, schema);
    expect(validator.rawValidation(schema, {}).errors).to.have.length(1);
    expect(validator.rawValidation(schema, { name: "x" }).errors).to.have.length(0);
  });

  it("returns RJSF errors with the server's messages at the field itself", () => {
    const { errors, errorSchema } = factoryToValidator(factory, schema).validateFormData(
      {},
      schema,
    );
    expect(errors).to.deep.equal([
      { name: "required", property: ".name", message: "is required", stack: "name is required" },
    ]);
    expect(errorSchema).to.deep.equal({ name: { __errors: ["is required"] } });
  });

  it("finds the validator of an equal schema, though it is another object", () => {
    const { isValid } = factoryToValidator(factory, schema);
    expect(isValid({ required: ["name"], type: "object" }, { name: "x" }, schema)).to.equal(true);
    expect(isValid({ ...schema }, {}, schema)).to.equal(false);
  });

  it("treats a subschema that was not compiled as not matching", () => {
    expect(factoryToValidator(factory, schema).isValid({ type: "string" }, "x", schema)).to.equal(
      false,
    );
  });

  it("refuses the validator of another schema", () => {
    expect(() => factoryToValidator(factory, { type: "object" })).to.throw(
      "that of another schema",
    );
  });

  it("lets a script require the bundled modules and no others", () => {
    factoryToValidator((require) => {
      expect(require("formwork/formats")).to.have.nested.property("formats.cron");
      expect(require("formwork/pattern")).to.have.property("linearPattern");
      expect(require("ajv/dist/runtime/equal")).to.have.property("default");
      expect(require("ajv/dist/runtime/ucs2length")).to.have.property("default");
      expect(() => require("node:fs")).to.throw("unknown module node:fs");
      expect(() => require("toString")).to.throw("unknown module");
      return { [hashForSchema(schema)]: needsName() };
    }, schema);
  });
});
