import type { ErrorsOf, IsValid } from "@formwork/contracts/schema/schema-context";
import { pointersOfSchemas, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { createAjv } from "@formwork/contracts/schema/validate";
import type { ValidateFunction } from "ajv";

/** The compiled whole of a schema, and its parts, which are compiled when they are asked about. */
export type CompiledSchema = {
  isValid: IsValid;
  errorsOf: ErrorsOf;
};

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
  const pointers = pointersOfSchemas(schema);
  const known = new Map<SchemaObject, ValidateFunction>([[schema, find(rootKey)]]);

  function compiled(part: SchemaObject): ValidateFunction {
    const found = known.get(part);
    if (found !== undefined) return found;
    const pointer = pointers.get(part);
    if (pointer === undefined) throw new Error("a part of another schema is asked about");
    const validate = find(partKey(pointer));
    known.set(part, validate);
    return validate;
  }
  return {
    isValid: (part, value) => compiled(part)(value) === true,
    errorsOf(part, value) {
      const validate = compiled(part);
      return validate(value) ? [] : (validate.errors ?? []);
    },
  };
}

/** Returns the name by which ajv knows the part of the whole schema at a pointer. */
export function partKey(pointer: string): string {
  if (pointer === "") return rootKey;
  return `${rootKey}#${pointer.split("/").map(encodeURIComponent).join("/")}`;
}
