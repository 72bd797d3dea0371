import { expect } from "chai";
import { validatorOfParts } from "../../testing/validator-of-parts.ts";
import type { SchemaObject } from "../schema-tree.ts";
import { createAjv } from "../validate.ts";
import { checkPayload, completePayload, type Payload } from "./payload.ts";

describe("completePayload", () => {
  const complete = (schema: SchemaObject, payload: Payload) =>
    completePayload({ schema, payload, isValid: validatorOfParts(schema) }).payload;

  it("fills in what is missing, and keeps what was given", () => {
    const schema = { properties: { a: { default: 0 }, b: { default: 2 } } };
    expect(complete(schema, { a: 1 })).to.deep.equal({ a: 1, b: 2 });
  });

  it("fills in no default of a branch that does not apply", () => {
    const schema = {
      properties: { on: {} },
      dependentSchemas: { on: { properties: { speed: { default: 1 } } } },
    };
    expect(complete(schema, {})).to.deep.equal({});
    expect(complete(schema, { on: true })).to.deep.equal({ on: true, speed: 1 });
  });

  it("drops a default again whose branch another default deselects", () => {
    const schema = {
      properties: { on: {} },
      allOf: [
        { if: { not: { required: ["on"] } }, then: { properties: { slow: { default: 1 } } } },
        { if: true, then: { properties: { on: { default: true } } } },
      ],
    };
    expect(complete(schema, {})).to.deep.equal({ on: true });
  });

  it("repeats until a default brings no further default", () => {
    const schema = {
      properties: { a: {} },
      dependentSchemas: {
        a: { properties: { b: { default: 2 } } },
        b: { properties: { c: { default: 3 } } },
      },
    };
    expect(complete(schema, { a: 1 })).to.deep.equal({ a: 1, b: 2, c: 3 });
  });

  it("returns JSON, without undefined values", () => {
    const schema = { properties: { a: {}, b: {}, list: {} } };
    const draft = { a: undefined, b: { c: undefined }, list: [undefined] };
    expect(JSON.stringify(complete(schema, draft))).to.equal('{"b":{},"list":[null]}');
    expect(complete(schema, draft)).not.to.have.property("a");
  });
});

describe("checkPayload", () => {
  it("returns the completed payload and every error, by pointers from the request body", () => {
    const schema = { type: "object", properties: { url: { type: "string" } }, required: ["url"] };
    const validate = createAjv().compile(schema);
    const checked = checkPayload({
      schema,
      payload: { ulr: "x" },
      isValid: validatorOfParts(schema),
      errorsOf: (_, payload) => (validate(payload) ? [] : (validate.errors ?? [])),
    });
    expect(checked).to.deep.equal({
      valid: false,
      payload: { ulr: "x" },
      errors: [
        { pointer: "/payload/url", message: "is required", keyword: "required" },
        {
          pointer: "/payload/ulr",
          message: "is not a known field; did you mean url?",
          keyword: "unevaluatedProperties",
        },
      ],
    });
  });
});
