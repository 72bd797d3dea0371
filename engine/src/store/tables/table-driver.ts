import { pageOf } from "../cursor.ts";
import type {
  IndexValue,
  Insertion,
  Replacement,
  Table,
  TableDeclaration,
  TableShape,
  Versioned,
} from "../table.ts";
import {
  cursorAfter,
  type IndexRange,
  isIndexValue,
  listOf,
  rangeOf,
  valuesOf,
} from "./index-range.ts";

/** A row as a store keeps it: its JSON text and its version. */
export type StoredRow = { document: string; version: number };

/** A row to write, and the values of its indexed fields, as far as it has them. */
export type NewRow = { key: string; document: string; fields: Record<string, IndexValue> };

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
  const { name, key, unique = [] } = declaration;

  return {
    async get(where) {
      const fields = listOf([[key], ...unique], Object.keys(where), name);
      const found = await driver.find({ fields, values: valuesOf(where, fields) });
      return found === null ? null : versionedOf(found);
    },
    async page(query) {
      const range = rangeOf(declaration, query);
      const found = await driver.page({ ...range, limit: query.limit + 1 });
      return pageOf(
        found,
        query.limit,
        (stored) => versionedOf<Row>(stored),
        (stored) => cursorAfter(JSON.parse(stored.document), range, key),
      );
    },
    insert: ({ row }) => driver.insert(newRowOf(declaration, row)),
    replaceIf: ({ row, version }) => driver.replaceIf({ ...newRowOf(declaration, row), version }),
    remove: driver.remove,
  };
}

function versionedOf<Row>({ document, version }: StoredRow): Versioned<Row> {
  // Only `newRowOf` writes the rows of a table.
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
