import type { FieldError } from "@formwork/contracts/job";
import { resolveRef, type SchemaObject, subschemas } from "@formwork/contracts/schema/schema-tree";
import { combinators, isAssertion } from "./schema-keywords.ts";

/**
 * What a schema may cost: a few kilobytes of nested choices and references can stand for more work
 * than a machine has memory for.
 */
const most = { keywords: 500, refs: 2000, combinators: 5 } as const;

/** The limits of cost that a schema breaks. */
export function costFaults(root: SchemaObject, pointer: string): FieldError[] {
  const fault = (keyword: string, message: string): FieldError[] => [{ pointer, message, keyword }];
  return [
    ...(countKeywords(root) > most.keywords
      ? fault("keywords", `must have at most ${most.keywords} keywords`)
      : []),
    ...(expandedRefs(root) > most.refs
      ? fault("$ref", `must stand for at most ${most.refs} references once they are followed`)
      : []),
    ...(nestedCombinators(root) > most.combinators
      ? fault(
          "combinators",
          `must not nest allOf, anyOf, oneOf, not, if and dependentSchemas deeper than ${most.combinators}`,
        )
      : []),
  ];
}

/** An empty schema counts as one: it has to be walked through like any other. */
function countKeywords(schema: SchemaObject): number {
  const own = Math.max(1, Object.keys(schema).filter(isAssertion).length);
  return subschemas(schema).reduce((sum, inner) => sum + countKeywords(inner.schema), own);
}

/** References met when each is replaced by what it refers to. */
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
 * Adds up a cost from the inside out, through references; each definition is measured once, and a
 * way back into itself costs nothing more.
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
