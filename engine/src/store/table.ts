import type { Page, Paging } from "./page.ts";

/**
 * Tables hold everything that needs no atomic move over several rows: users, templates, and what
 * later features add. A row is a plain JSON document; a feature declares its table and writes no
 * code for a store. `conformance/table.ts` is the suite that both implementations pass.
 */

/** A value that an index holds. Values of one field have one type. */
export type IndexValue = string | number | boolean;

/** The fields of a row that an index can hold; a row without the field is not in the index. */
type IndexField<Row> = {
  [Field in keyof Row & string]-?: Row[Field] extends IndexValue | null | undefined ? Field : never;
}[keyof Row & string];

export type TableDeclaration<Row extends object> = {
  /** Name of the SQL table or the collection. */
  name: string;
  /** The field with the text that names a row; no two rows share it. */
  key: IndexField<Row>;
  /** Lists of fields whose values together no two rows share. Rows without one may be many. */
  unique?: readonly (readonly IndexField<Row>[])[];
  /** Lists of fields by which pages are filtered and, by the last one, ordered. */
  indexes?: readonly (readonly IndexField<Row>[])[];
  /** The field with a time in milliseconds; some time after it the row is removed. */
  expires?: IndexField<Row>;
};

/** What a store has to know of a declaration. It can be sent to a thread. */
export type TableShape = {
  name: string;
  key: string;
  unique?: readonly (readonly string[])[];
  indexes?: readonly (readonly string[])[];
  expires?: string;
};

/** A row and its version, which counts from 1 and rises with each replacement. */
export type Versioned<Row> = { row: Row; version: number };

/** `by` names the key or the unique fields (joined by `_`) that another row has. */
export type Taken = { outcome: "taken"; by: string };
export type Insertion = { outcome: "stored" } | Taken;
/** changed: the row is gone or has another version. */
export type Replacement = { outcome: "stored" } | { outcome: "changed" } | Taken;

/** Fields and the values that they must equal. */
export type Where<Row> = { [Field in IndexField<Row>]?: Row[Field] & IndexValue };

export type PageQuery<Row> = Paging & {
  where?: Where<Row>;
  /** Defaults to the key, which also orders rows with the same value. */
  order?: IndexField<Row>;
  descending?: boolean;
};

export type Table<Row extends object> = {
  /** Returns the row with these values of its key or of one of its unique lists. */
  get: (where: Where<Row>) => Promise<Versioned<Row> | null>;
  /** Returns rows in order. An index has to be declared on the fields of `where`, then `order`. */
  page: (query: PageQuery<Row>) => Promise<Page<Versioned<Row>>>;
  insert: (params: { row: Row }) => Promise<Insertion>;
  /** Replaces the row with the same key, if it still has this version. */
  replaceIf: (params: { row: Row; version: number }) => Promise<Replacement>;
  /** Removes the row with this key; false when there was none. */
  remove: (params: { key: string }) => Promise<boolean>;
};

/** Declares a table. Refuses names that could mean something else to a database. */
export function table<Row extends object>(
  declaration: TableDeclaration<Row>,
): TableDeclaration<Row> {
  const { name, key, unique = [], indexes = [], expires = key } = declaration;
  for (const word of [name, key, expires, ...unique.flat(), ...indexes.flat()])
    if (!/^[a-z][A-Za-z_]*$/.test(word)) throw new Error(`"${word}" cannot name a table or field`);
  return declaration;
}

/** The name of a list of fields, in answers and as part of an index's name. */
export function nameOfFields(fields: readonly string[]): string {
  return fields.join("_");
}
