import { fail } from "../../errors.ts";
import { cursorValues, refuseCursor } from "../cursor.ts";
import { type IndexValue, nameOfFields, type TableShape } from "../table.ts";

/** A part of an index to read: rows in which `fields` equal `values`, ordered by `order`. */
export type IndexRange = {
  fields: readonly string[];
  values: IndexValue[];
  /** The field after `fields`; null where the key alone orders the rows. */
  order: string | null;
  descending: boolean;
  /** Where the page before ended. */
  after: Place | null;
  limit: number;
};

/** A row's place in an index: its value of the order's field, if there is one, and its key. */
type Place = { value: IndexValue | null; key: string };

type Query = {
  where?: object;
  order?: string;
  descending?: boolean;
  cursor?: string | undefined;
  limit: number;
};
type Order = Pick<IndexRange, "fields" | "order" | "descending">;

/**
 * Returns the part of a declared index that a query reads. Throws where none is declared; fails with
 * `invalid-request` for a cursor of another order.
 */
export function rangeOf(
  { name, key, indexes = [] }: TableShape,
  { where = {}, order = key, descending = false, cursor, limit }: Query,
): IndexRange {
  const ordered = order === key ? [] : [order];
  const lists = [[], ...indexes].filter((list) => ordered.every((last) => list.at(-1) === last));
  const list = listOf(lists, [...Object.keys(where), ...ordered], name);
  const fields = list.slice(0, list.length - ordered.length);
  const place = { fields, order: ordered[0] ?? null, descending };
  return {
    ...place,
    values: valuesOf(where, fields),
    after: cursor === undefined ? null : readCursor(place, cursor),
    limit,
  };
}

/** Returns the list of exactly these fields, in its own order. Throws where none is declared. */
export function listOf(
  lists: readonly (readonly string[])[],
  fields: string[],
  table: string,
): readonly string[] {
  const found = lists.find(
    (list) => list.length === fields.length && list.every((field) => fields.includes(field)),
  );
  if (found === undefined)
    throw new Error(`Table ${table} declares no index on ${fields.join(", ")}`);
  return found;
}

/** Returns the values of fields in order. Fails with `invalid-request` for one of another type. */
export function valuesOf(where: object, fields: readonly string[]): IndexValue[] {
  const values = new Map<string, unknown>(Object.entries(where));
  return fields.map((field) => {
    const value = values.get(field);
    return isIndexValue(value) ? value : fail("invalid-request", `${field} is no plain value`);
  });
}

export function isIndexValue(value: unknown): value is IndexValue {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** Returns the cursor of the page after `row`. It contains the order to which it belongs. */
export function cursorAfter(row: object, range: Order, key: string): string {
  const values = new Map<string, unknown>(Object.entries(row));
  const value = range.order === null ? null : values.get(range.order);
  const place = [nameOf(range), value, values.get(key)];
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function readCursor(range: Order, cursor: string): Place {
  const [name, value, key] = cursorValues(cursor);
  const fits = range.order === null ? value === null : isIndexValue(value);
  if (name !== nameOf(range) || !fits || typeof key !== "string") return refuseCursor();
  return { value: isIndexValue(value) ? value : null, key };
}

function nameOf({ fields, order, descending }: Order): string {
  const ordered = order === null ? fields : [...fields, order];
  return `${descending ? "-" : ""}${nameOfFields(ordered)}`;
}
