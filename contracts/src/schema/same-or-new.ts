import type { SchemaObject } from "./schema-tree.ts";

/** Makes an object of entries, or returns `object` itself where it has exactly these. */
export function sameOrNew(object: SchemaObject, entries: [string, unknown][]): SchemaObject {
  const isSame =
    entries.length === Object.keys(object).length &&
    entries.every(([key, value]) => Object.hasOwn(object, key) && object[key] === value);
  return isSame ? object : Object.fromEntries(entries);
}
