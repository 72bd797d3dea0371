import type { Operation } from "@formwork/contracts/operations/operation";
import { type Shape, shapeOf } from "./schema-shape.ts";

/** Returns the schema of the items of a reply that is a list, or null. */
export function itemOf({ reply }: Operation): Shape | null {
  const items = shapeOf(reply).properties?.items;
  return items?.type === "array" ? (items.items ?? {}) : null;
}

/** Returns true for a list that is read page by page. */
export function isPaged(row: Operation): boolean {
  return itemOf(row) !== null && shapeOf(row.query).properties?.cursor !== undefined;
}
