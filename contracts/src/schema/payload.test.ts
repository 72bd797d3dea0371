import { expect } from "chai";
import { isValidUnder } from "../testing/is-valid-under.ts";
import { checkPayload, completePayload, type Payload } from "./payload.ts";
import type { SchemaObject } from "./schema-tree.ts";
import { createAjv } from "./validate.ts";

describe("completePayload", () => {
  const complete = (schema: SchemaObject, payload: Payload, defaults: object) =>
    completePayload({
      schema,
      payload,
      isValid: isValidUnder(schema),
      fill: (given) => ({ ...defaults, ...given }),
    }).payload;

  it("fills in what is missing", () => {
    expect(complete({ properties: { a: {}, b: {} } }, { a: 1 }, { a: 0, b: 2 })).to.deep.equal({
      a: 1,
      b: 2,
    });
  });

  it("keeps what was given, even where `fill` replaces it", () => {
    const schema = { properties: { a: {}, list: {} } };
    const fill = () => ({ a: "default", list: [{ x: 0, y: 1 }, { y: 2 }] });
    const { payload } = completePayload({
      schema,
      payload: { a: "given", list: [{ x: 5 }] },
      isValid: isValidUnder(schema),
      fill,
    });
    expect(payload).to.deep.equal({ a: "given", list: [{ x: 5, y: 1 }, { y: 2 }] });
  });

  it("returns JSON, without undefined values", () => {
    const schema = { properties: { a: {}, b: {}, list: {} } };
    const fill = () => ({ a: undefined, b: { c: undefined }, list: [undefined] });
    expect(
      completePayload({ schema, payload: {}, isValid: isValidUnder(schema), fill }).payload,
    ).to.deep.equal({ b: {}, list: [null] });
  });

  it("removes a default of a branch that does not apply", () => {
    const schema = {
      properties: { on: {} },
      dependentSchemas: { on: { properties: { speed: {} } } },
    };
    expect(complete(schema, {}, { speed: 1 })).to.deep.equal({});
  });

  it("repeats until a default brings no further default", () => {
    const schema = { properties: { a: {}, b: {}, c: {} } };
    const fill = (given: Payload) => ({
      ...("b" in given ? { c: 3 } : {}),
      ...("a" in given ? { b: 2 } : {}),
      ...given,
    });
    expect(
      completePayload({ schema, payload: { a: 1 }, isValid: isValidUnder(schema), fill }).payload,
    ).to.deep.equal({ a: 1, b: 2, c: 3 });
  });
});

describe("checkPayload", () => {
  it("returns the completed payload and every error, by pointers from the request body", () => {
    const schema = { type: "object", properties: { url: { type: "string" } }, required: ["url"] };
    const validate = createAjv().compile(schema);
    const checked = checkPayload({
      schema,
      payload: { ulr: "x" },
      fill: (given) => given,
      isValid: isValidUnder(schema),
      validate: (payload) => (validate(payload) ? [] : (validate.errors ?? [])),
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
