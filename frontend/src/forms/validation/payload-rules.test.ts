import { formSchema } from "@formwork/contracts/schema/form-schema";
import { createAjv } from "@formwork/contracts/schema/validate";
import type { ValidatorType } from "@rjsf/utils";
import { expect } from "chai";
import { createPayloadRules } from "./payload-rules.ts";

const payloadSchema = {
  type: "object",
  required: ["source"],
  properties: {
    source: {
      type: "object",
      required: ["kind"],
      oneOf: [
        {
          required: ["kind", "path"],
          properties: { kind: { const: "file" }, path: { type: "string", pattern: "^/" } },
        },
        {
          required: ["kind", "text"],
          properties: { kind: { const: "text" }, text: { type: "string" } },
        },
      ],
    },
    rows: { type: "integer", default: 100, minimum: 1 },
  },
};

/** Compiles the schema with the options that the server compiles it with for the browser. */
function aValidator(): ValidatorType {
  const check = createAjv().compile(formSchema(payloadSchema));
  return {
    isValid: (schema, value) => createAjv().validate(schema, value),
    rawValidation: <Result>(_schema: unknown, value: unknown) => ({
      errors: (check(value) ? [] : [...(check.errors ?? [])]) as Result[],
    }),
    validateFormData: () => ({ errors: [], errorSchema: {} }),
  };
}

const rules = createPayloadRules(payloadSchema, aValidator());

describe("payload rules", () => {
  it("add defaults and drop what belongs to another branch", () => {
    expect(
      rules.complete({ source: { kind: "file", path: "/a", text: "left over" } }),
    ).to.deep.equal({
      source: { kind: "file", path: "/a" },
      rows: 100,
    });
  });

  it("return errors with pointers into the request", () => {
    const errors = rules.check({ source: { kind: "file", path: "relative" }, rows: 0, rowz: 1 });
    expect(errors.map(({ pointer }) => pointer)).to.have.members([
      "/payload/source/path",
      "/payload/rows",
      "/payload/rowz",
    ]);
  });

  it("return no error for a valid payload, and the same object for the same payload", () => {
    const payload = { source: { kind: "text", text: "a" } };
    expect(rules.check(payload)).to.deep.equal([]);
    expect(rules.complete(payload)).to.equal(rules.complete(payload));
  });
});
