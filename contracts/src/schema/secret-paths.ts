import { childPointer } from "./pointer.ts";
import { isObject, listAt, objectAt, resolveRef, type SchemaObject } from "./schema-tree.ts";

/**
 * Lists JSON Pointers to the secrets of a schema: what is `writeOnly` or of format `password`, in
 * any branch. `*` stands for every item of a list and every unnamed property of an object. A
 * definition that refers to itself is visited once.
 */
export function secretPaths(schema: SchemaObject): string[] {
  const paths = new Set<string>();
  walk(schema, "", []);
  return [...paths];

  function walk(at: unknown, path: string, refs: readonly unknown[]): void {
    if (!isObject(at)) return;
    if (at.writeOnly === true || at.format === "password") paths.add(path);
    if (!refs.includes(at.$ref)) walk(resolveRef(schema, at.$ref), path, [...refs, at.$ref]);
    for (const inner of inPlace(at)) walk(inner, path, refs);
    for (const [key, inner] of Object.entries(objectAt(at, "properties")))
      walk(inner, childPointer(path, key), refs);
    for (const inner of [
      ...Object.values(objectAt(at, "patternProperties")),
      at.additionalProperties,
      at.unevaluatedProperties,
    ]) {
      walk(inner, childPointer(path, "*"), refs);
    }
    for (const inner of [
      at.items,
      ...listAt(at, "items"),
      at.additionalItems,
      at.unevaluatedItems,
      at.contains,
    ]) {
      walk(inner, childPointer(path, "*"), refs);
    }
    for (const [index, inner] of listAt(at, "prefixItems").entries())
      walk(inner, childPointer(path, index), refs);
  }
}

/** Lists the subschemas that may apply to the same value as the schema they stand in. */
function inPlace(at: SchemaObject): unknown[] {
  const listed = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => listAt(at, keyword));
  const named = ["dependentSchemas", "dependencies"].flatMap((keyword) =>
    Object.values(objectAt(at, keyword)),
  );
  return [...listed, ...named, at.if, at.then, at.else];
}
