import type { FieldError } from "@formwork/contracts/job";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { resolveRef, type SchemaObject, subschemas } from "@formwork/contracts/schema/schema-tree";
import { combinators } from "./schema-keywords.ts";

/**
 * Returns references that lead back to themselves in one of two ways: without entering a field or
 * item, which never ends, or around a secret, whose paths could not be listed. All others describe
 * trees of data and are allowed.
 */
export function cycleFaults(root: SchemaObject, prefix: string): FieldError[] {
  return placesOf(root, prefix).flatMap(({ schema, pointer }) => {
    const target = resolveRef(root, schema.$ref);
    if (target === undefined) return [];
    const fault = (message: string): FieldError[] => [
      { pointer: childPointer(pointer, "$ref"), message, keyword: "$ref" },
    ];
    if (reach(root, target, isCombinator).has(schema))
      return fault("must not refer to itself without going into a field or item");
    const reached = reach(root, target, () => true);
    return reached.has(schema) && [...reached].some(isSecret)
      ? fault("must not refer to itself around a secret")
      : [];
  });
}

function placesOf(
  schema: SchemaObject,
  pointer: string,
): { schema: SchemaObject; pointer: string }[] {
  return [
    { schema, pointer },
    ...subschemas(schema, pointer).flatMap((inner) => placesOf(inner.schema, inner.pointer)),
  ];
}

/** Returns every schema reached from `start` by references and by keywords that `follows` allows. */
function reach(
  root: SchemaObject,
  start: SchemaObject,
  follows: (keyword: string) => boolean,
): Set<SchemaObject> {
  const reached = new Set<SchemaObject>();
  const waiting = [start];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (reached.has(schema)) continue;
    reached.add(schema);
    const target = resolveRef(root, schema.$ref);
    if (target !== undefined) waiting.push(target);
    waiting.push(
      ...subschemas(schema).flatMap((inner) => (follows(inner.keyword) ? [inner.schema] : [])),
    );
  }
  return reached;
}

function isCombinator(keyword: string): boolean {
  return combinators.includes(keyword);
}

function isSecret(schema: SchemaObject): boolean {
  return schema.writeOnly === true || schema.format === "password";
}
