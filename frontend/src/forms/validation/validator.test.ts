import { hashForSchema, type RJSFSchema } from "@rjsf/utils";
import type { ValidateFunction } from "ajv";
import { expect } from "chai";
import { factoryToValidator, type ValidatorFactory } from "./validator.ts";

const schema: RJSFSchema = { type: "object", required: ["name"] };

/**
 * A validator as scripts hold it: says of everything but an object with a name that the name is
 * missing.
 */
function needsName(): ValidateFunction {
  const validate = (value: unknown): boolean => {
    const fits = typeof value === "object" && value !== null && "name" in value;
    Object.assign(validate, {
      errors: fits
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
    return fits;
  };
  // What ajv generates is exactly such a function.
  return validate as unknown as ValidateFunction;
}
const factory: ValidatorFactory = () => ({ [hashForSchema(schema)]: needsName() });

describe("factoryToValidator", () => {
  it("answers ajv's errors raw, and forgets them", () => {
    const validator = factoryToValidator(factory, schema);
    expect(validator.rawValidation(schema, {}).errors).to.have.length(1);
    expect(validator.rawValidation(schema, { name: "x" }).errors).to.have.length(0);
  });

  it("answers RJSF's errors in our words, at the field itself", () => {
    const { errors, errorSchema } = factoryToValidator(factory, schema).validateFormData(
      {},
      schema,
    );
    expect(errors).to.deep.equal([
      { name: "required", property: ".name", message: "is required", stack: "name is required" },
    ]);
    expect(errorSchema).to.deep.equal({ name: { __errors: ["is required"] } });
  });

  it("finds a part by what it says, not by which object it is", () => {
    const { isValid } = factoryToValidator(factory, schema);
    expect(isValid({ required: ["name"], type: "object" }, { name: "x" }, schema)).to.equal(true);
    expect(isValid({ ...schema }, {}, schema)).to.equal(false);
  });

  it("takes a part nobody foresaw for one that does not fit", () => {
    expect(factoryToValidator(factory, schema).isValid({ type: "string" }, "x", schema)).to.equal(
      false,
    );
  });

  it("refuses the validator of another schema", () => {
    expect(() => factoryToValidator(factory, { type: "object" })).to.throw(
      "that of another schema",
    );
  });

  it("gives a script the modules it may ask for, and no other", () => {
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
