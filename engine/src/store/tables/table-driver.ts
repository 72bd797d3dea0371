import { fail } from "../../errors.ts";
import { cursorValues, pageOf, refuseCursor } from "../cursor.ts";
import {
  type IndexValue,
  type Insertion,
  nameOfFields,
  type Replacement,
  type Table,
  type TableDeclaration,
  type TableShape,
  type Versioned,
} from "../table.ts";

/** A row as a store keeps it: its JSON text and its version. */
export type StoredRow = { document: string; version: number };

/** A row to write, and the values of its indexed fields, as far as it has them. */
export type NewRow = { key: string; document: string; fields: Record<string, IndexValue> };

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

/** What a store does for one table. Everything that goes in or out can be sent to a thread. */
export type TableDriver = {
  find: (params: { fields: readonly string[]; values: IndexValue[] }) => Promise<StoredRow | null>;
  page: (range: IndexRange) => Promise<StoredRow[]>;
  insert: (row: NewRow) => Promise<Insertion>;
  replaceIf: (row: NewRow & { version: number }) => Promise<Replacement>;
  remove: (params: { key: string }) => Promise<boolean>;
};

/** Makes a table of typed rows over a store's driver. */
export function createTable<Row extends object>(
  declaration: TableDeclaration<Row>,
  driver: TableDriver,
): Table<Row> {
  const { key, unique = [] } = declaration;

  return {
    async get(where) {
      const fields = listWith([[key], ...unique], Object.keys(where), declaration.name);
      const found = await driver.find({ fields, values: valuesOf(where, fields) });
      return found === null ? null : versionedOf(found);
    },
    async page(query) {
      const range = rangeOf(declaration, query);
      const found = await driver.page({ ...range, limit: query.limit + 1 });
      return pageOf(
        found.map((row) => versionedOf<Row>(row)),
        query.limit,
        (row) => row,
        ({ row }) => cursorOf(range, placeOf(row, range, key)),
      );
    },
    insert: ({ row }) => driver.insert(newRowOf(declaration, row)),
    replaceIf: ({ row, version }) => driver.replaceIf({ ...newRowOf(declaration, row), version }),
    remove: driver.remove,
  };
}

function versionedOf<Row>({ document, version }: StoredRow): Versioned<Row> {
  // A table's rows are written by `newRowOf` alone.
  return { row: JSON.parse(document) as Row, version };
}

function newRowOf(
  { key, unique = [], indexes = [], expires = key }: TableShape,
  row: object,
): NewRow {
  const values = new Map<string, unknown>(Object.entries(row));
  const fields = new Set([...unique.flat(), ...indexes.flat(), expires]);
  const present = [...fields].flatMap((field) => {
    const value = values.get(field);
    return isIndexValue(value) ? [[field, value] as const] : [];
  });
  return {
    key: String(values.get(key)),
    document: JSON.stringify(row),
    fields: Object.fromEntries(present),
  };
}

type AnyQuery = {
  where?: object;
  order?: string;
  descending?: boolean;
  cursor?: string | undefined;
};

function rangeOf(
  { name, key, indexes = [] }: TableShape,
  { where = {}, order, descending = false, cursor }: AnyQuery,
): Omit<IndexRange, "limit"> {
  const isByKey = order === undefined || order === key;
  const wanted = [...Object.keys(where), ...(isByKey ? [] : [order])];
  const list = listWith([[], ...indexes], wanted, name, isByKey ? undefined : order);
  const fields = isByKey ? list : list.slice(0, -1);
  const range = {
    fields,
    values: valuesOf(where, fields),
    order: isByKey ? null : order,
    descending,
  };
  return { ...range, after: cursor === undefined ? null : readCursor(range, cursor) };
}

/** Finds the declared list that has exactly these fields and ends in `last`, if given. */
function listWith(
  lists: readonly (readonly string[])[],
  fields: string[],
  table: string,
  last?: string,
): readonly string[] {
  const found = lists.find(
    (list) =>
      list.length === fields.length &&
      list.every((field) => fields.includes(field)) &&
      (last === undefined || list.at(-1) === last),
  );
  if (found === undefined)
    throw new Error(`Table ${table} declares no index on ${fields.join(", ")}`);
  return found;
}

function valuesOf(where: object, fields: readonly string[]): IndexValue[] {
  const values = new Map<string, unknown>(Object.entries(where));
  return fields.map((field) => {
    const value = values.get(field);
    return isIndexValue(value) ? value : fail("invalid-request", `${field} is no plain value`);
  });
}

function isIndexValue(value: unknown): value is IndexValue {
  return ["string", "number", "boolean"].includes(typeof value);
}

type Order = Pick<IndexRange, "fields" | "order" | "descending">;

function placeOf(row: object, { order }: Order, key: string): Place {
  const values = new Map<string, IndexValue>(Object.entries(row));
  return {
    value: order === null ? null : (values.get(order) ?? null),
    key: String(values.get(key)),
  };
}

/** A cursor names the order that it belongs to, since a place means nothing in another. */
function cursorOf(order: Order, { value, key }: Place): string {
  return Buffer.from(JSON.stringify([nameOf(order), value, key])).toString("base64url");
}

function readCursor(order: Order, cursor: string): Place {
  const [name, value, key] = cursorValues(cursor);
  const fits = order.order === null ? value === null : isIndexValue(value);
  if (name !== nameOf(order) || !fits || typeof key !== "string") return refuseCursor();
  return { value: isIndexValue(value) ? value : null, key };
}

function nameOf({ fields, order, descending }: Order): string {
  return `${descending ? "-" : ""}${nameOfFields([...fields, ...[order ?? []].flat()])}`;
}
