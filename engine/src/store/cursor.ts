import type { JobSort } from "@formwork/contracts/job-query";
import { fail } from "../errors.ts";
import type { Page } from "./page.ts";
import type { ErrorSort } from "./verbs/job-store.ts";

/**
 * Makes a page of up to `limit` + 1 rows, of which the last one shows that there is a next page. With
 * fewer rows, `reached` is the cursor of where the search ended early.
 */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  present: (row: Row) => Item,
  cursorOf: (row: Row) => string,
  reached: string | null = null,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    next: rows.length > limit && last !== undefined ? cursorOf(last) : reached,
  };
}

/** Reads a cursor that is a number; returns `start` without one. Fails with `invalid-request`. */
export function numberOf(cursor: string | undefined, start: number): number {
  if (cursor === undefined) return start;
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : refuseCursor();
}

/** Refuses a cursor that is not the `next` of a page of this list. */
export function refuseCursor(): never {
  return fail("invalid-request", "The cursor does not belong to this list", [
    {
      pointer: "/query/cursor",
      message: "must be the `next` of a page of the same list in the same order",
      keyword: "cursor",
    },
  ]);
}

/**
 * Where a page of jobs ended: the last job's value in the order (milliseconds or a priority; 0 for
 * no time) and its id, which breaks ties.
 */
export type Place = [key: number, id: string];

/** Makes the cursor of a place. It contains the order, as a place means nothing in another one. */
export function cursorOf(sort: JobSort | ErrorSort, place: Place): string {
  return Buffer.from(JSON.stringify([sort, ...place])).toString("base64url");
}

/** Reads the cursor of a place in the order `sort`. Fails with `invalid-request` for another. */
export function placeOf(sort: JobSort | ErrorSort, cursor: string): Place {
  const [owner, key, id] = cursorValues(cursor);
  return owner === sort && typeof key === "number" && typeof id === "string"
    ? [key, id]
    : refuseCursor();
}

/** Returns the values in a cursor; none where it is malformed. */
export function cursorValues(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
