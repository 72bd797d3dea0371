import { isObject, type SchemaObject } from "./schema-tree.ts";

/**
 * Merges `filled`, a copy of `given` with defaults, into `given`: properties and items that are
 * missing are added, values that are there stay. The result is JSON, without undefined values.
 */
export function mergeDefaults(given: unknown, filled: unknown): unknown {
  if (given === undefined) return asJson(filled);
  if (isObject(given) && isObject(filled)) {
    const keys = new Set([...Object.keys(filled), ...Object.keys(given)]);
    return withoutUndefined(
      [...keys].map((key) => [key, mergeDefaults(ownValue(given, key), ownValue(filled, key))]),
    );
  }
  if (Array.isArray(given) && Array.isArray(filled)) {
    const added = filled.slice(given.length).filter((item) => item !== undefined);
    return [
      ...given.map((item, index) => mergeDefaults(item ?? null, filled[index])),
      ...added.map(asJson),
    ];
  }
  return asJson(given);
}

/** Leaves out properties that are undefined, and makes items that are undefined null. */
function asJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => asJson(item) ?? null);
  return isObject(value)
    ? withoutUndefined(Object.entries(value).map(([key, item]) => [key, asJson(item)]))
    : value;
}

function withoutUndefined(entries: [string, unknown][]): SchemaObject {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function ownValue(object: SchemaObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
