import { childPointer, lookUpPointer } from "./pointer.ts";

/**
 * Walking through JSON Schemas that others wrote: nothing about their shape is taken for granted.
 */

export type SchemaObject = Record<string, unknown>;

/** Keywords that hold one schema, a list of schemas, or schemas by name. */
const single = [
  "additionalItems",
  "additionalProperties",
  "contains",
  "contentSchema",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
];
const listed = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];
const named = [
  "$defs",
  "definitions",
  "dependencies",
  "dependentSchemas",
  "patternProperties",
  "properties",
];

export type Subschema = { pointer: string; keyword: string; schema: SchemaObject };

/** The schemas directly inside a schema, each with its pointer; `true` and `false` are left out. */
export function subschemas(schema: SchemaObject, pointer = ""): Subschema[] {
  const inside = (keyword: string, keys: [string | number, unknown][]): Subschema[] =>
    keys.flatMap(([key, value]) =>
      isObject(value)
        ? [{ pointer: childPointer(childPointer(pointer, keyword), key), keyword, schema: value }]
        : [],
    );
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (named.includes(keyword))
      return isObject(value) ? inside(keyword, Object.entries(value)) : [];
    if (Array.isArray(value))
      return listed.includes(keyword) ? inside(keyword, [...value.entries()]) : [];
    return single.includes(keyword) && isObject(value)
      ? [{ pointer: childPointer(pointer, keyword), keyword, schema: value }]
      : [];
  });
}

/** A schema and all those inside it, at any depth; references are not followed. */
export function everySchema(schema: SchemaObject): SchemaObject[] {
  return [schema, ...subschemas(schema).flatMap((inner) => everySchema(inner.schema))];
}

/** The schema a local reference names, or undefined. */
export function resolveRef(root: SchemaObject, ref: unknown): SchemaObject | undefined {
  if (typeof ref !== "string" || !ref.startsWith("#")) return undefined;
  const found = lookUpPointer(root, ref);
  return isObject(found) ? found : undefined;
}

/** A copy in which `change` was applied to every schema, innermost first. */
export function mapSchema(
  schema: SchemaObject,
  change: (schema: SchemaObject) => SchemaObject,
): SchemaObject {
  const deep = (value: unknown): unknown => (isObject(value) ? mapSchema(value, change) : value);
  return change(
    Object.fromEntries(
      Object.entries(schema).map(([keyword, value]) => {
        if (named.includes(keyword) && isObject(value)) return [keyword, mapValues(value, deep)];
        if (listed.includes(keyword) && Array.isArray(value)) return [keyword, value.map(deep)];
        return [keyword, single.includes(keyword) ? deep(value) : value];
      }),
    ),
  );
}

/** The list under a keyword, or an empty one. */
export function listAt(schema: SchemaObject, keyword: string): unknown[] {
  const value = schema[keyword];
  return Array.isArray(value) ? value : [];
}

/** The object under a keyword, or an empty one. */
export function objectAt(schema: SchemaObject, keyword: string): SchemaObject {
  const value = schema[keyword];
  return isObject(value) ? value : {};
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(object: SchemaObject, change: (value: unknown) => unknown): SchemaObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
