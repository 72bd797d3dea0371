import { childPointer, ownValue, pointerKeys } from "./pointer.ts";

/** Reads JSON Schemas from outside, which may be malformed in any way. */

export type SchemaObject = Record<string, unknown>;

/** Keywords whose value is one schema. */
const singleKeywords = [
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
/** Keywords whose value is a list of schemas. */
const listKeywords = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];
/** Keywords whose value is an object of schemas. */
const mapKeywords = [
  "$defs",
  "definitions",
  "dependencies",
  "dependentSchemas",
  "patternProperties",
  "properties",
];

export type Subschema = { pointer: string; keyword: string; schema: SchemaObject };

/** Lists the schemas directly inside a schema, each with its pointer; booleans are left out. */
export function subschemas(schema: SchemaObject, pointer = ""): Subschema[] {
  const inside = (keyword: string, keys: [string | number, unknown][]): Subschema[] =>
    keys.flatMap(([key, value]) =>
      isObject(value)
        ? [{ pointer: childPointer(childPointer(pointer, keyword), key), keyword, schema: value }]
        : [],
    );
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (mapKeywords.includes(keyword))
      return isObject(value) ? inside(keyword, Object.entries(value)) : [];
    if (Array.isArray(value))
      return listKeywords.includes(keyword) ? inside(keyword, [...value.entries()]) : [];
    return singleKeywords.includes(keyword) && isObject(value)
      ? [{ pointer: childPointer(pointer, keyword), keyword, schema: value }]
      : [];
  });
}

/** Lists a schema and all schemas inside it, at any depth; references are not followed. */
export function everySchema(schema: SchemaObject): SchemaObject[] {
  return [schema, ...subschemas(schema).flatMap((inner) => everySchema(inner.schema))];
}

/**
 * Returns the schema that a local reference (`#/…`) names, or undefined: a reference leads to a
 * schema, not into data such as `enum`. Of schemas, `true` and `false` have nothing to walk.
 */
export function resolveRef(root: SchemaObject, ref: unknown): SchemaObject | undefined {
  const found = referenceTarget(root, ref);
  return isObject(found) ? found : undefined;
}

/** Returns the schema that a local reference names, which may be `true` or `false`. */
export function referenceTarget(
  root: SchemaObject,
  ref: unknown,
): SchemaObject | boolean | undefined {
  if (typeof ref !== "string" || !/^#(?:\/|$)/.test(ref)) return undefined;
  const known = targets.get(root) ?? new Map<string, SchemaObject | boolean | undefined>();
  targets.set(root, known);
  if (!known.has(ref)) known.set(ref, schemaAt(root, pointerKeys(ref)));
  return known.get(ref);
}

const targets = new WeakMap<SchemaObject, Map<string, SchemaObject | boolean | undefined>>();

function schemaAt(schema: unknown, keys: readonly string[]): SchemaObject | boolean | undefined {
  const [keyword, ...rest] = keys;
  if (keyword === undefined)
    return isObject(schema) || typeof schema === "boolean" ? schema : undefined;
  const value = isObject(schema) ? ownValue(schema, keyword) : undefined;
  const [key, ...below] = rest;
  const isMap = mapKeywords.includes(keyword) && isObject(value);
  if (isMap || (listKeywords.includes(keyword) && Array.isArray(value)))
    return key === undefined ? undefined : schemaAt(ownValue(value, key), below);
  return singleKeywords.includes(keyword) ? schemaAt(value, rest) : undefined;
}

/** Lists a schema and all schemas inside it, at any depth, by their pointer. */
export function schemaPointers(schema: SchemaObject): Map<string, SchemaObject> {
  const found = new Map<string, SchemaObject>();
  visit(schema, "");
  return found;

  function visit(schema: SchemaObject, pointer: string): void {
    found.set(pointer, schema);
    for (const inner of subschemas(schema, pointer)) visit(inner.schema, inner.pointer);
  }
}

/** Returns the pointer of a schema and of each schema inside it. */
export function pointersOfSchemas(schema: SchemaObject): Map<SchemaObject, string> {
  return new Map([...schemaPointers(schema)].map(([pointer, inner]) => [inner, pointer]));
}

/**
 * Returns a copy in which `change` was applied to every schema, innermost first; it gets the schema
 * with its inner ones changed, and the original. `changeBoolean` replaces the schemas `true` and
 * `false` under keywords that hold nothing else than schemas.
 */
export function mapSchema(
  schema: SchemaObject,
  change: (schema: SchemaObject, original: SchemaObject) => SchemaObject,
  changeBoolean: (schema: boolean, keyword: string) => unknown = (schema) => schema,
): SchemaObject {
  const deep = (value: unknown, keyword: string): unknown => {
    if (typeof value === "boolean") return changeBoolean(value, keyword);
    return isObject(value) ? mapSchema(value, change, changeBoolean) : value;
  };
  const changed = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (mapKeywords.includes(keyword) && isObject(value))
      return [keyword, mapValues(value, (inner) => deep(inner, keyword))];
    if (listKeywords.includes(keyword) && Array.isArray(value))
      return [keyword, value.map((inner) => deep(inner, keyword))];
    return [keyword, singleKeywords.includes(keyword) ? deep(value, keyword) : value];
  });
  return change(Object.fromEntries(changed), schema);
}

/** Returns the list under a keyword, or an empty one. */
export function listAt(schema: SchemaObject, keyword: string): unknown[] {
  const value = schema[keyword];
  return Array.isArray(value) ? value : [];
}

/** Returns the object under a keyword, or an empty one. */
export function objectAt(schema: SchemaObject, keyword: string): SchemaObject {
  const value = schema[keyword];
  return isObject(value) ? value : {};
}

/** Returns true for what JSON calls an object. */
export function isObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(object: SchemaObject, change: (value: unknown) => unknown): SchemaObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
