import { expect } from "chai";
import { schemaFaults } from "./schema-rules.ts";

const faults = (schema: object) =>
  schemaFaults({ properties: { a: schema } }, "").map(
    ({ pointer, message }) => `${pointer.replace("/properties/a/", "")} ${message}`,
  );

describe("the values of a schema", () => {
  const refused: [schema: object, words: string][] = [
    [
      { type: "strng" },
      "type must be one of array, boolean, integer, null, number, object, string, or a list of them; did you mean string?",
    ],
    [
      { type: ["string", 1] },
      "type must be one of array, boolean, integer, null, number, object, string, or a list of them",
    ],
    [{ required: true }, "required must be a list of names, at the object that has the fields"],
    [{ minLength: 5, maxLength: 4 }, "minLength must be at most maxLength, which is 4"],
    [{ minItems: 2, maxItems: 1 }, "minItems must be at most maxItems, which is 1"],
    [{ minimum: 2, maximum: 1 }, "minimum must be at most maximum, which is 1"],
    [{ minimum: 1, exclusiveMaximum: 1 }, "minimum must be below exclusiveMaximum, which is 1"],
    [{ exclusiveMinimum: 1, maximum: 1 }, "exclusiveMinimum must be below maximum, which is 1"],
    [{ type: "integer", const: "five" }, 'const has "five", which the type integer does not allow'],
    [{ type: "string", enum: ["a", null] }, "enum has null, which the type string does not allow"],
  ];
  for (const [schema, words] of refused) {
    it(`refuse ${JSON.stringify(schema)}`, () => {
      expect(faults(schema)).to.deep.equal([words]);
    });
  }

  it("may be anything that some value fits", () => {
    for (const schema of [
      { type: ["string", "null"], enum: ["a", null], minLength: 1, maxLength: 1 },
      { type: "number", const: 1.5, minimum: 1, maximum: 2 },
      { type: "integer", enum: [1, 2.0] },
      { enum: [1, "a", {}, []], const: {} },
      { type: "array", minItems: 1, maxItems: 1, const: [1] },
      { exclusiveMinimum: 0, exclusiveMaximum: 1 },
    ])
      expect(faults(schema), JSON.stringify(schema)).to.deep.equal([]);
  });
});
