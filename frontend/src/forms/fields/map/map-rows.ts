/**
 * Converts between an object with free keys and rows, in which a key may be empty or occur twice, or
 * have no value yet, while it is typed.
 */

export type Row = { id: number; key: string; value: unknown };

/** Keys that rows may not have, because they are fields of their own. */
export type TakenKeys = ReadonlySet<string>;

const noKeys: TakenKeys = new Set();

/** Returns the rows of an object, with ids from `from` on. */
export function toRows(object: Readonly<Record<string, unknown>>, from = 0): Row[] {
  return Object.entries(object).map(([key, value], index) => ({ id: from + index, key, value }));
}

/** Returns the object of rows: without those that have no key or value, with the first of equal keys. */
export function toObject(rows: readonly Row[], taken = noKeys): Record<string, unknown> {
  const owners = ownersOf(rows, taken);
  const whole = rows.filter((row) => row.value !== undefined && owners.has(row));
  return Object.fromEntries(whole.map(({ key, value }) => [key, value]));
}

/** Returns the rows whose keys stand for them in the object: the first one with each key. */
export function ownersOf(rows: readonly Row[], taken = noKeys): ReadonlySet<Row> {
  const known = new Set(taken).add("");
  return new Set(rows.filter(({ key }) => !known.has(key) && known.add(key)));
}

type KeyRules = {
  owners: ReadonlySet<Row>;
  taken?: TakenKeys;
  isBlank: (row: Row) => boolean;
};

/** Returns the message about the key of a row; null for a valid one and for a row left as it was added. */
export function keyFault(row: Row, { owners, taken = noKeys, isBlank }: KeyRules): string | null {
  const { key } = row;
  if (key === "") return isBlank(row) ? null : "Give this value a name";
  if (taken.has(key)) return `“${key}” is a field of its own`;
  return owners.has(row) ? null : `There is another “${key}” above`;
}

/**
 * Returns the rows after the object was changed from outside: values follow it, rows of keys that are
 * gone go, new keys come last. Rows that are not in the object yet stay.
 */
export function followObject(
  rows: readonly Row[],
  object: Readonly<Record<string, unknown>>,
  { taken = noKeys, nextId }: { taken?: TakenKeys; nextId: number },
): Row[] {
  const owners = ownersOf(rows, taken);
  const isOwner = (row: Row) => owners.has(row) && row.value !== undefined;
  const kept = rows.flatMap((row) => {
    if (!isOwner(row)) return [row];
    return Object.hasOwn(object, row.key) ? [{ ...row, value: object[row.key] }] : [];
  });
  const known = new Set(rows.filter(isOwner).map(({ key }) => key));
  const added = Object.fromEntries(Object.entries(object).filter(([key]) => !known.has(key)));
  return [...kept, ...toRows(added, nextId)];
}
