import type { IsValid } from "../schema/schema-context.ts";
import type { SchemaObject } from "../schema/schema-tree.ts";
import { createAjv } from "../schema/validate.ts";

/** Makes the validator of the parts of `schema`, whose references it resolves. */
export function validatorOfParts(schema: SchemaObject): IsValid {
  const ajv = createAjv().addSchema(schema, "root");
  return (part, value) =>
    ajv.validate(
      JSON.parse(JSON.stringify(part).replaceAll('"$ref":"#', '"$ref":"root#')),
      value,
    ) === true;
}
