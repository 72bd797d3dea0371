import type { IsValid } from "@formwork/contracts/schema/schema-context";
import { type SchemaObject, schemaPointers } from "@formwork/contracts/schema/schema-tree";
import { createAjv } from "@formwork/contracts/schema/validate";
import type { ValidateFunction } from "ajv";

/** The compiled whole of a schema, and its parts, which are compiled when they are asked about. */
export type CompiledSchema = { validate: ValidateFunction; isValid: IsValid };

/** The name by which ajv knows the whole schema. */
export const rootKey = "payload";

/** Compiles a schema with an ajv instance of its own, so that schemas share nothing. */
export function compileParts(schema: SchemaObject): CompiledSchema {
  const ajv = createAjv({ validateSchema: false });
  ajv.addSchema(schema, rootKey);
  const find = (key: string): ValidateFunction => {
    const validate = ajv.getSchema(key);
    if (validate === undefined) throw new Error(`there is no schema at ${key}`);
    return validate;
  };
  const validate = find(rootKey);
  const pointers = new Map([...schemaPointers(schema)].map(([pointer, part]) => [part, pointer]));
  const known = new Map<SchemaObject, ValidateFunction>([[schema, validate]]);

  function isValid(part: SchemaObject, value: unknown): boolean {
    const compiled = known.get(part) ?? find(partKey(pointers.get(part) ?? ""));
    known.set(part, compiled);
    return compiled(value) === true;
  }
  return { validate, isValid };
}

/** Returns the name by which ajv knows the part of the whole schema at a pointer. */
export function partKey(pointer: string): string {
  if (pointer === "") return rootKey;
  return `${rootKey}#${pointer.split("/").map(encodeURIComponent).join("/")}`;
}
