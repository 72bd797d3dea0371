import type { JobSort } from "@formwork/contracts/job-query";
import { fail } from "../errors.ts";
import type { Page } from "./page.ts";

/** Makes a page of up to `limit` + 1 rows: the one too many tells that there is a next page. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  present: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    next: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  };
}

/** Reads a cursor that is a number; the start of the list without one. */
export function numberOf(cursor: string | undefined, start: number): number {
  if (cursor === undefined) return start;
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : refuseCursor();
}

/** Refuses a cursor that no page gave. */
export function refuseCursor(): never {
  return fail("invalid-request", "The cursor does not belong to this list", [
    {
      pointer: "/cursor",
      message: "must be the `next` of a page of the same list in the same order",
      keyword: "cursor",
    },
  ]);
}

/**
 * Where a page of jobs ended: what the order goes by (milliseconds or a priority; 0 for no time),
 * and the id that breaks ties.
 */
export type Place = [key: number, id: string];

/**
 * Makes the cursor of a place. It says which order it belongs to, since a place means nothing in
 * another.
 */
export function cursorOf(sort: JobSort, place: Place): string {
  return Buffer.from(JSON.stringify([sort, ...place])).toString("base64url");
}

/** Reads the cursor of a place in the order `sort`. */
export function placeOf(sort: JobSort, cursor: string): Place {
  const [owner, key, id] = unpacked(cursor);
  return owner === sort && typeof key === "number" && typeof id === "string"
    ? [key, id]
    : refuseCursor();
}

/** Reads the values that a cursor was made of; none where it was not made here. */
export function unpacked(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
