import { formSchema } from "@formwork/contracts/schema/form/form-schema";
import { lookUpPointer } from "@formwork/contracts/schema/pointer";
import {
  everySchema,
  isObject,
  listAt,
  mapSchema,
  pointersOfSchemas,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";
import { createAjv } from "@formwork/contracts/schema/validate";
import { hashForSchema } from "@rjsf/utils";
import standalone from "ajv/dist/standalone/index.js";
import { branchSchemasOf } from "./branch-schemas.ts";
import { partKey, rootKey } from "./compile-parts.ts";
import { passMasked } from "./pass-masked.ts";

/**
 * Returns the validators of a payload schema as an ES module, for browsers, where the content
 * security policy forbids compiling. Its default export takes a `require` for the few modules that
 * ajv refers to, and returns the validators: of the whole schema and of each part that decides a
 * branch by their pointer, and of each schema that RJSF derives for the form by RJSF's hash. All
 * code comes from ajv's generator, which quotes what the schema holds.
 */
export function validatorScript(payloadSchema: SchemaObject): string {
  const ajv = passMasked(createAjv({ source: true, validateSchema: false }));
  ajv.addSchema(payloadSchema, rootKey);
  const drawn = formSchema(payloadSchema);
  const names: Record<string, string> = { "": rootKey, [hashForSchema(drawn)]: rootKey };
  for (const pointer of decidingPointers(payloadSchema)) {
    const key = partKey(pointer);
    names[pointer] = key;
    names[hashForSchema(lookUpPointer(drawn, pointer) ?? {})] = key;
  }
  for (const part of everySchema(drawn).flatMap((place) => branchSchemasOf(place, drawn))) {
    const hash = hashForSchema(part);
    if (names[hash] !== undefined) continue;
    names[hash] = `part${hash}`;
    ajv.addSchema(refersTo(rootKey, part), names[hash]);
  }
  return `export default function (require) {\nconst exports = {};\n${standalone.default(ajv, names)}\nreturn exports;\n}\n`;
}

/** Returns the pointers of the schemas that decide a branch: conditions and options. */
function decidingPointers(schema: SchemaObject): string[] {
  const pointers = pointersOfSchemas(schema);
  return everySchema(schema)
    .flatMap((place) => [place.if, ...listAt(place, "oneOf"), ...listAt(place, "anyOf")])
    .flatMap((part) => (isObject(part) ? (pointers.get(part) ?? []) : []));
}

/** Returns a schema whose references lead into the schema that ajv knows as `key`. */
function refersTo(key: string, schema: SchemaObject): SchemaObject {
  return mapSchema(schema, (part) =>
    typeof part.$ref === "string" && part.$ref.startsWith("#")
      ? { ...part, $ref: key + part.$ref }
      : part,
  );
}
