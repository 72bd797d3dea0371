import { isObject, listAt, objectAt, resolveRef, type SchemaObject } from "./schema-tree.ts";

/**
 * Lists schemas and those that apply with them to the same value whatever it is: the targets of
 * references, and `allOf`. Each occurs once, in the order of the document.
 */
export function alwaysInPlace(schemas: readonly unknown[], root: SchemaObject): SchemaObject[] {
  return closure(schemas, (schema) => [resolveRef(root, schema.$ref), ...listAt(schema, "allOf")]);
}

/** Lists schemas and those that may apply with them to the same value, in whatever branch. */
export function maybeInPlace(schemas: readonly unknown[], root: SchemaObject): SchemaObject[] {
  return closure(schemas, (schema) => [
    resolveRef(root, schema.$ref),
    ...["allOf", "oneOf", "anyOf"].flatMap((keyword) => listAt(schema, keyword)),
    ...[schema.if, schema.then, schema.else],
    ...["dependentSchemas", "dependencies"].flatMap((keyword) =>
      Object.values(objectAt(schema, keyword)),
    ),
  ]);
}

function closure(
  schemas: readonly unknown[],
  partsOf: (schema: SchemaObject) => unknown[],
): SchemaObject[] {
  const found = new Set<SchemaObject>();
  for (const schema of schemas) visit(schema);
  return [...found];

  function visit(schema: unknown): void {
    if (!isObject(schema) || found.has(schema)) return;
    found.add(schema);
    for (const part of partsOf(schema)) visit(part);
  }
}
