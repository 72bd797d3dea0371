import type { FieldError } from "@formwork/contracts/job";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { resolveRef, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { combinators } from "./schema-keywords.ts";
import { placesOf, reach } from "./schema-reach.ts";

/**
 * Returns references that lead back to themselves without entering a field or item, which never
 * ends. All others describe trees of data and are allowed.
 */
export function cycleFaults(root: SchemaObject, prefix: string): FieldError[] {
  return placesOf(root, prefix).flatMap(({ schema, pointer }) => {
    const target = resolveRef(root, schema.$ref);
    if (target === undefined) return [];
    return reach(root, target, isCombinator).has(schema)
      ? [
          {
            pointer: childPointer(pointer, "$ref"),
            message: "must not refer to itself without going into a field or item",
            keyword: "$ref",
          },
        ]
      : [];
  });
}

function isCombinator(keyword: string): boolean {
  return combinators.includes(keyword);
}
