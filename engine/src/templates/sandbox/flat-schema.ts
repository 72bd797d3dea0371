import type { Payload } from "@formwork/contracts/schema/payload";
import { isObject, type SchemaObject } from "@formwork/contracts/schema/schema-tree";

/**
 * Schemas so simple that their payloads need none of the form's rules: an object of single values,
 * without branches or references. Most templates that programs submit to by the thousand are of
 * this kind, and checking them costs a tenth.
 */
export type FlatSchema = {
  /**
   * The payload with defaults, or null where it has a key the schema does not name: then the long
   * way finds the words for it.
   */
  complete: (payload: Payload) => Payload | null;
};

const ofRoot = new Set([
  "type",
  "title",
  "description",
  "required",
  "properties",
  "additionalProperties",
]);
const ofField = new Set(
  "type title description enum default minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format writeOnly".split(
    " ",
  ),
);
const single = new Set(["string", "number", "integer", "boolean"]);

/** The short way of a schema, or null where it has none. A property test holds both ways equal. */
export function flatSchema(schema: SchemaObject): FlatSchema | null {
  const { properties, additionalProperties = false } = schema;
  if (
    !isObject(properties) ||
    additionalProperties !== false ||
    !Object.keys(schema).every((key) => ofRoot.has(key))
  )
    return null;
  const fields = Object.entries(properties);
  if (!fields.every(([, field]) => isSingle(field))) return null;
  const defaults = fields.flatMap(([key, field]): [string, unknown][] =>
    isObject(field) && field.default !== undefined ? [[key, field.default]] : [],
  );
  return {
    complete(payload) {
      if (!Object.keys(payload).every((key) => Object.hasOwn(properties, key))) return null;
      const missing = defaults.filter(([key]) => !Object.hasOwn(payload, key));
      return missing.length === 0 ? payload : { ...payload, ...Object.fromEntries(missing) };
    },
  };
}

function isSingle(field: unknown): boolean {
  if (!isObject(field) || !Object.keys(field).every((key) => ofField.has(key))) return false;
  const types = Array.isArray(field.type) ? field.type : [field.type];
  return (
    types.every((type) => single.has(type)) &&
    (field.default === undefined || typeof field.default !== "object")
  );
}
