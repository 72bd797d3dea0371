/**
 * Objects with free keys as rows, so that a key may be empty or doubled while somebody types it.
 */

export type Row = { id: number; key: string; value: unknown };

/** The rows of an object, numbered from `from` on. */
export function toRows(object: Readonly<Record<string, unknown>>, from = 0): Row[] {
  return Object.entries(object).map(([key, value], index) => ({ id: from + index, key, value }));
}

/**
 * The object that rows stand for: rows without a key are left out, of doubled keys the first one
 * counts.
 */
export function toObject(rows: readonly Row[]): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const { key, value } of rows) if (key !== "" && !entries.has(key)) entries.set(key, value);
  return Object.fromEntries(entries);
}

/** What is wrong with the key of a row, or null. A row nobody has filled in is not wrong. */
export function keyError(rows: readonly Row[], row: Row): string | null {
  if (row.key === "")
    return row.value === "" || row.value === undefined ? null : "Give this value a name";
  return rows.find(({ key }) => key === row.key)?.id === row.id
    ? null
    : `There is another “${row.key}” above`;
}
