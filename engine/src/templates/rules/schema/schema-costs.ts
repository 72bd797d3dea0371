import type { FieldError } from "@formwork/contracts/problem";
import { resolveRef, type SchemaObject, subschemas } from "@formwork/contracts/schema/schema-tree";
import { combinators, isAssertion } from "./schema-keywords.ts";

/**
 * Limits of what a schema may cost: a few kilobytes of nested choices and references can expand to
 * more work than a machine has memory for.
 */
const limits = { keywords: 500, refs: 2000, combinators: 5 } as const;

/** Returns the limits of cost that a schema exceeds. */
export function costFaults(root: SchemaObject, pointer: string): FieldError[] {
  const fault = (keyword: string, message: string): FieldError[] => [{ pointer, message, keyword }];
  return [
    ...(countKeywords(root) > limits.keywords
      ? fault("keywords", `must have at most ${limits.keywords} keywords`)
      : []),
    ...(expandedRefs(root) > limits.refs
      ? fault("$ref", `must stand for at most ${limits.refs} references once they are followed`)
      : []),
    ...(nestedCombinators(root) > limits.combinators
      ? fault(
          "combinators",
          `must not nest allOf, anyOf, oneOf, not, if and dependentSchemas deeper than ${limits.combinators}`,
        )
      : []),
  ];
}

/** Counts keywords; an empty schema counts as one, since it is walked like any other. */
function countKeywords(schema: SchemaObject): number {
  const own = Math.max(1, Object.keys(schema).filter(isAssertion).length);
  return subschemas(schema).reduce((sum, inner) => sum + countKeywords(inner.schema), own);
}

/** Counts references, each as often as it is met once all are expanded. */
function expandedRefs(root: SchemaObject): number {
  return fold(root, (parts) =>
    parts.reduce((sum, { keyword, cost }) => sum + cost + (keyword === "$ref" ? 1 : 0), 0),
  );
}

function nestedCombinators(root: SchemaObject): number {
  return fold(root, (parts) =>
    Math.max(
      0,
      ...parts.map(({ keyword, cost }) => cost + (combinators.includes(keyword) ? 1 : 0)),
    ),
  );
}

type Part = { keyword: string; cost: number };

/**
 * Adds up a cost from the leaves to the root, through references. Each definition is measured once,
 * and a reference to an enclosing one adds nothing.
 */
function fold(root: SchemaObject, join: (parts: Part[]) => number): number {
  const costs = new Map<SchemaObject, number>();
  return costOf(root);

  function costOf(schema: SchemaObject): number {
    const known = costs.get(schema);
    if (known !== undefined) return known;
    costs.set(schema, 0);
    const target = resolveRef(root, schema.$ref);
    const inner = subschemas(schema).filter(
      ({ keyword }) => keyword !== "$defs" && keyword !== "definitions",
    );
    const parts = [
      ...inner,
      ...(target === undefined ? [] : [{ keyword: "$ref", schema: target }]),
    ];
    const cost = join(parts.map((part) => ({ keyword: part.keyword, cost: costOf(part.schema) })));
    costs.set(schema, cost);
    return cost;
  }
}
