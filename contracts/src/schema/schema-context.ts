import type { ErrorObject } from "ajv";
import { isObject, type SchemaObject } from "./schema-tree.ts";

/** Returns true when a value is valid under a schema, which is an object of the schema's tree. */
export type IsValid = (schema: SchemaObject, value: unknown) => boolean;

/** Returns ajv's errors of a value under the whole schema or a part of it. */
export type ErrorsOf = (part: SchemaObject, value: unknown) => readonly ErrorObject[];

/** The whole schema, against which references resolve, and the validator of its parts. */
export type SchemaContext = { root: SchemaObject; isValid: IsValid };

/** Returns true when a value is valid under a schema, which may be `true` or `false`. */
export function isValidUnder(schema: unknown, value: unknown, isValid: IsValid): boolean {
  return isObject(schema) ? isValid(schema, value) : schema !== false;
}
