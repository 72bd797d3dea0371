import { linearPattern } from "./pattern.ts";
import { listAt, objectAt, type SchemaObject } from "./schema-tree.ts";

/** Subschemas for the properties and items of a value, one schema at a time. */

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

const maxPatterns = 1000;
const compiled = new Map<string, { test: (text: string) => boolean }>();

function matches(pattern: string, key: string): boolean {
  const known = compiled.get(pattern) ?? linearPattern(pattern);
  if (compiled.size > maxPatterns) compiled.clear();
  compiled.set(pattern, known);
  return known.test(key);
}
