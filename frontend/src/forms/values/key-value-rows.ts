/**
 * Converts between an object with free keys and rows, in which a key may be empty or occur twice
 * while it is typed.
 */

export type Row = { id: number; key: string; value: unknown };

/** Returns the rows of an object, with ids from `from` on. */
export function toRows(object: Readonly<Record<string, unknown>>, from = 0): Row[] {
  return Object.entries(object).map(([key, value], index) => ({ id: from + index, key, value }));
}

/** Returns the object of rows: without those that have no key, with the first of equal keys. */
export function toObject(rows: readonly Row[]): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const { key, value } of rows) if (key !== "" && !entries.has(key)) entries.set(key, value);
  return Object.fromEntries(entries);
}

/** Returns the message about the key of a row; null for a valid one and for an empty row. */
export function keyError(rows: readonly Row[], row: Row): string | null {
  if (row.key === "")
    return row.value === "" || row.value === undefined ? null : "Give this value a name";
  return rows.find(({ key }) => key === row.key)?.id === row.id
    ? null
    : `There is another “${row.key}” above`;
}
