import { createAjv } from "@formwork/contracts/schema/validate";
import { expect } from "chai";
import { passMasked } from "./pass-masked.ts";

const secret = {
  type: "string",
  minLength: 30,
  maxLength: 40,
  pattern: "^[a-f]+$",
  format: "email",
};
const handle = "••••••bHpz7fuN7pb1";

describe("passMasked", () => {
  const places: [name: string, schema: object, around: (text: unknown) => unknown][] = [
    ["at a field", { properties: { a: secret } }, (a) => ({ a })],
    ["in an item", { items: secret }, (text) => [text]],
    [
      "in an option",
      { oneOf: [{ properties: { a: secret } }, { maxProperties: 0 }] },
      (a) => ({ a }),
    ],
    ["in a condition", { if: { properties: { a: secret } }, else: false }, (a) => ({ a })],
    ["in several schemas", { allOf: [secret, { minLength: 100 }] }, (text) => text],
  ];
  for (const [name, schema, around] of places) {
    it(`takes a handle ${name}, whatever the rules of its text, and no other text`, () => {
      const validate = passMasked(createAjv()).compile(schema);
      expect(validate(around(handle))).to.equal(true);
      expect(validate(around("•••••bHpz7fuN7pb1"))).to.equal(false);
      expect(validate(around(`a${handle}`))).to.equal(false);
    });
  }

  it("holds a handle to its type, and reports other texts as before", () => {
    const ajv = passMasked(createAjv());
    expect(ajv.compile({ type: "integer", format: "int32" })(handle)).to.equal(false);
    const [ours, theirs] = [ajv, createAjv()].map((one) => {
      const validate = one.compile({ properties: { a: secret } });
      validate({ a: "x" });
      return validate.errors?.map(({ keyword, schemaPath, params }) => ({
        keyword,
        schemaPath,
        params,
      }));
    });
    expect(ours).to.deep.equal(theirs);
  });
});
