import { fail } from "../../errors.ts";
import type { Page } from "../store.ts";

/** Makes a page of up to `limit` + 1 rows: the one too many tells that there is a next page. */
export function pageOf<Row, Item>(rows: Row[], limit: number, present: (row: Row) => Item, cursorOf: (row: Row) => string): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** Reads a cursor that is a number; the start of the list without one. */
export function numberOf(cursor: string | undefined, start: number): number {
  if (cursor === undefined) return start;
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : refuseCursor();
}

/** Refuses a cursor that no page gave. */
export function refuseCursor(): never {
  return fail("invalid-request", "The cursor does not belong to this list", [
    { pointer: "/cursor", message: "must be the `next` of a page of the same list in the same order", keyword: "cursor" },
  ]);
}
