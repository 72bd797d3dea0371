import { formSchema } from "@formwork/contracts/form-schema";
import { type SchemaObject, subschemas } from "@formwork/contracts/schema-tree";
import { createAjv } from "@formwork/contracts/validate";
import { hashForSchema, ID_KEY, ROOT_SCHEMA_PREFIX, schemaParser, withIdRefPrefix } from "@rjsf/utils";
import standalone from "ajv/dist/standalone/index.js";

/**
 * A payload's validators as an ES module, for browsers whose content policy forbids to compile them there. Its default export takes a `require` that
 * knows the few modules ajv refers to, and answers the validators by the hash RJSF asks for: the whole schema, and each part that decides on a branch.
 * Every character of the functions comes from ajv's generator, which quotes what the schema holds.
 */
export function validatorScript(payloadSchema: SchemaObject): string {
  const schema = formSchema(payloadSchema);
  const ajv = createAjv({ source: true });
  ajv.addSchema(schema, ROOT_SCHEMA_PREFIX);
  const names: Record<string, string> = {};
  for (const [hash, part] of Object.entries(partsOf(schema))) {
    names[hash] = `part${hash}`;
    ajv.addSchema(withIdRefPrefix(part) as SchemaObject, names[hash]);
  }
  return `export default function (require) {\nconst exports = {};\n${standalone.default(ajv, names)}\nreturn exports;\n}\n`;
}

/** The whole schema, the parts RJSF asks about, and the options and conditions our own rules ask about, by their hash. */
function partsOf(schema: SchemaObject): Record<string, SchemaObject> {
  const branches = Object.fromEntries(branchesOf(schema).map((part) => [hashForSchema(part), part]));
  const asked = Object.entries(schemaParser(schema)).map(([hash, { [ID_KEY]: _, ...part }]) => [hash, part]);
  return { ...branches, ...Object.fromEntries(asked) };
}

function branchesOf(schema: SchemaObject): SchemaObject[] {
  return subschemas(schema).flatMap(({ keyword, schema: part }) =>
    ["anyOf", "oneOf", "if"].includes(keyword) ? [part, ...branchesOf(part)] : branchesOf(part),
  );
}
