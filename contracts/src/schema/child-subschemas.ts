import { linearPattern } from "./pattern.ts";
import { listAt, objectAt, type SchemaObject } from "./schema-tree.ts";

/** Subschemas for the properties and items of a value. */

/**
 * Returns the subschemas for one property of an object: `named` by its key, or `open` where the
 * schema has one for all other properties.
 */
export function propertySubschemas(
  schema: SchemaObject,
  key: string,
): { named: unknown[]; open: unknown[] } {
  const properties = objectAt(schema, "properties");
  const named = [
    ...(Object.hasOwn(properties, key) ? [properties[key]] : []),
    ...Object.entries(objectAt(schema, "patternProperties")).flatMap(([pattern, property]) =>
      matches(pattern, key) ? [property] : [],
    ),
  ];
  const others = schema.additionalProperties ?? schema.unevaluatedProperties;
  return {
    named,
    open: named.length > 0 || others === undefined || others === false ? [] : [others],
  };
}

/** Returns the subschemas for the item at `index` of a list. */
export function itemSubschemas(schema: SchemaObject, index: number): unknown[] {
  const first = listAt(schema, Array.isArray(schema.items) ? "items" : "prefixItems");
  if (index < first.length) return [first[index]];
  const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
  return rest === undefined ? [] : [rest];
}

/** Returns the subschemas for one property of an object to which all of `schemas` apply. */
export function propertySchemas(schemas: readonly SchemaObject[], key: string): unknown[] {
  const evaluated = schemas.flatMap((schema) => {
    const { named, open } = propertySubschemas(schema, key);
    return "additionalProperties" in schema ? [...named, ...open] : named;
  });
  // `unevaluatedProperties` is about what none of the schemas names.
  return evaluated.length > 0
    ? evaluated
    : schemas.flatMap((schema) => propertySubschemas(schema, key).open);
}

/** Returns the subschemas for one item of a list to which all of `schemas` apply. */
export function itemSchemas(schemas: readonly SchemaObject[], index: number): unknown[] {
  const evaluated = schemas.flatMap((schema) => itemSubschemas(schema, index));
  return evaluated.length > 0
    ? evaluated
    : schemas.flatMap(({ unevaluatedItems }) => unevaluatedItems ?? []);
}

const maxPatterns = 1000;
const compiled = new Map<string, { test: (text: string) => boolean }>();

function matches(pattern: string, key: string): boolean {
  const known = compiled.get(pattern) ?? linearPattern(pattern);
  if (compiled.size > maxPatterns) compiled.clear();
  compiled.set(pattern, known);
  return known.test(key);
}
