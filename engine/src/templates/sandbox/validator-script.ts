import { formSchema } from "@formwork/contracts/schema/form-schema";
import { everySchema, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { createAjv } from "@formwork/contracts/schema/validate";
import { hashForSchema, ROOT_SCHEMA_PREFIX, withIdRefPrefix } from "@rjsf/utils";
import standalone from "ajv/dist/standalone/index.js";
import { branchSchemasOf } from "./branch-schemas.ts";

/**
 * Returns the validators of a payload schema as an ES module, for browsers, where the content
 * security policy forbids compiling. Its default export takes a `require` for the few modules that
 * ajv refers to, and returns the validators by RJSF's hash: of the whole schema, and of each branch
 * schema. All code comes from ajv's generator, which quotes what the schema holds.
 */
export function validatorScript(payloadSchema: SchemaObject): string {
  const schema = formSchema(payloadSchema);
  const ajv = createAjv({ source: true, validateSchema: false });
  ajv.addSchema(schema, ROOT_SCHEMA_PREFIX);
  const names: Record<string, string> = {};
  for (const [hash, part] of Object.entries(partsOf(schema))) {
    names[hash] = `part${hash}`;
    ajv.addSchema(withIdRefPrefix(part) as SchemaObject, names[hash]);
  }
  return `export default function (require) {\nconst exports = {};\n${standalone.default(ajv, names)}\nreturn exports;\n}\n`;
}

/** Returns the whole schema and its branch schemas, by their hash. */
function partsOf(schema: SchemaObject): Record<string, SchemaObject> {
  const parts = [schema, ...everySchema(schema).flatMap((place) => branchSchemasOf(place, schema))];
  return Object.fromEntries(parts.map((part) => [hashForSchema(part), part]));
}
