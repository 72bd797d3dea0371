import { listAt } from "@formwork/contracts/schema/schema-tree";
import { type AnySchema, asSchema } from "../values/schema-at.ts";
import { setValue } from "../values/set-value.ts";

/**
 * Returns the schemas of the first items of a list, and that of all others: null where there are no
 * others.
 */
export function tupleItems(schema: AnySchema): {
  fixed: readonly AnySchema[];
  rest: AnySchema | null;
} {
  const { items } = schema;
  const fixed = listAt(schema, "prefixItems").map(asSchema);
  return { fixed, rest: items === undefined || items === false ? null : asSchema(items) };
}

/**
 * Sets the value at a path into a list. Empty items at its end go; one that is empty before others
 * is undefined.
 */
export function setItem(
  list: readonly unknown[],
  path: readonly (string | number)[],
  value: unknown,
): unknown[] {
  // Setting a value into a list gives a list.
  const next = setValue(list, path, value) as unknown[];
  const last = next.findLastIndex((item) => item !== undefined && item !== null);
  const end = value === null ? Math.max(last, Number(path[0])) : last;
  return Array.from({ length: end + 1 }, (_, index) => next[index]);
}
