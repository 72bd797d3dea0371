import type { FieldError } from "@formwork/contracts/problem";
import { childPointer } from "@formwork/contracts/schema/pointer";
import {
  resolveRef,
  type SchemaObject,
  schemaPointers,
} from "@formwork/contracts/schema/schema-tree";
import { reach } from "./reach.ts";
import { combinators } from "./schema-keywords.ts";

/**
 * Returns references that lead back to themselves without entering a field or item, which never
 * ends. All others describe trees of data and are allowed.
 */
export function cycleFaults(root: SchemaObject, prefix: string): FieldError[] {
  return [...schemaPointers(root)].flatMap(([pointer, schema]) => {
    const target = resolveRef(root, schema.$ref);
    if (target === undefined) return [];
    return reach(root, target, isCombinator).has(schema)
      ? [
          {
            pointer: prefix + childPointer(pointer, "$ref"),
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
