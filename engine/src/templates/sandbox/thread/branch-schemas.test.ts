import { formSchema } from "@formwork/contracts/schema/form/form-schema";
import { everySchema } from "@formwork/contracts/schema/schema-tree";
import { hashForSchema, type RJSFSchema, schemaParser } from "@rjsf/utils";
import { expect } from "chai";
import { richSchema } from "../../../testing/a-rich-schema.ts";
import { branchSchemasOf } from "./branch-schemas.ts";

const hashesOf = (schema: Record<string, unknown>) =>
  new Set(
    [schema, ...everySchema(schema).flatMap((place) => branchSchemasOf(place, schema))].map(
      hashForSchema,
    ),
  );

describe("branchSchemasOf", () => {
  it("finds every subschema that RJSF's own parser finds", () => {
    // RJSF's parser does not terminate for the definition that refers to itself.
    const { steps: _, ...properties } = richSchema.properties;
    const schema = formSchema({ ...richSchema, properties });
    expect([...hashesOf(schema)]).to.include.members(Object.keys(schemaParser(schema)));
  });

  it("terminates for a definition that refers to itself", () => {
    expect(hashesOf(formSchema(richSchema)).size).to.be.within(10, 40);
  });

  it("finds the options that a field's value chooses among", () => {
    const schema: RJSFSchema = {
      properties: { a: {} },
      dependencies: {
        a: {
          oneOf: [{ properties: { a: { const: 1 }, b: {} } }, { properties: { a: { const: 2 } } }],
        },
      },
    };
    expect([...hashesOf(schema)]).to.include(
      hashForSchema({ type: "object", properties: { a: { const: 1 } } }),
    );
    expect([...hashesOf(schema)]).to.include.members(Object.keys(schemaParser(schema)));
  });
});
