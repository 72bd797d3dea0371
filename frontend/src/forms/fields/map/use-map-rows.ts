import { useEffect, useRef, useState } from "react";
import { idSeparator } from "../../values/field-path.ts";
import { jsonEqual } from "../../values/json-equal.ts";
import { followObject, ownersOf, type Row, type TakenKeys, toObject, toRows } from "./map-rows.ts";
import { useUnfinishedRows } from "./unfinished-rows.ts";

type Entries = Readonly<Record<string, unknown>>;
type RowsProps = {
  id: string;
  entries: Entries;
  taken: TakenKeys;
  initialValue: (key: string) => unknown;
  /** Reports the object, and the id of the control that changed. */
  onChange: (object: Record<string, unknown>, id: string) => void;
};

/**
 * Holds the rows of an object with free keys. They are more than the object: a key may be empty or
 * occur twice while it is typed, and the rows keep their order.
 */
export function useMapRows({ id, entries, taken, initialValue, onChange }: RowsProps) {
  const unfinished = useUnfinishedRows();
  const [rows, setRows] = useState(() => {
    const whole = toRows(entries);
    return [...whole, ...renumbered(unfinished.get(id) ?? [], whole.length)];
  });
  const [known, setKnown] = useState(entries);
  const nextId = useRef(rows.length);
  const { listRef, focusAdded } = useAddedFocus();

  // The object was changed outside of this field: by a default, an example or in the JSON tab.
  if (entries !== known) {
    setKnown(entries);
    if (!jsonEqual(toObject(rows, taken), entries)) {
      const next = followObject(rows, entries, { taken, nextId: nextId.current });
      nextId.current += next.length;
      setRows(next);
    }
  }

  // Controls below keep the first function they get, and call it with what they hold by then.
  const latest = useRef({ id, rows, write, initialValue });
  latest.current = { id, rows, write, initialValue };
  function write(next: Row[], changedId = id) {
    latest.current.rows = next;
    setRows(next);
    const owners = ownersOf(next, taken);
    unfinished.set(
      id,
      next.filter((row) => row.value === undefined || !owners.has(row)),
    );
    const object = toObject(next, taken);
    if (!jsonEqual(object, entries)) onChange(object, changedId);
  }
  const [actions] = useState(() => ({
    edit: (rowId: number, change: (value: unknown) => unknown, changedId: string) =>
      latest.current.write(
        changed(latest.current.rows, rowId, (row) => ({ ...row, value: change(row.value) })),
        changedId,
      ),
    rename: (rowId: number, key: string) =>
      latest.current.write(
        changed(latest.current.rows, rowId, (row) =>
          withKey(row, key, latest.current.initialValue),
        ),
        `${latest.current.id}${idSeparator}${key}`,
      ),
    remove: (rowId: number) =>
      latest.current.write(latest.current.rows.filter((row) => row.id !== rowId)),
  }));
  return {
    rows,
    listRef,
    ...actions,
    add: () => {
      focusAdded();
      write([...rows, { id: nextId.current++, key: "", value: initialValue("") }]);
    },
  };
}

/** Sets the key of a row. A value that is still as it was added becomes that of the new key. */
function withKey(row: Row, key: string, initialValue: RowsProps["initialValue"]): Row {
  const isUntouched = jsonEqual(row.value, initialValue(row.key));
  return { ...row, key, value: isUntouched ? initialValue(key) : row.value };
}

function changed(rows: readonly Row[], id: number, change: (row: Row) => Row): Row[] {
  return rows.map((row) => (row.id === id ? change(row) : row));
}

function renumbered(rows: readonly Row[], from: number): Row[] {
  return rows.map((row, index) => ({ ...row, id: from + index }));
}

/** Focuses the key of a row that was added. */
function useAddedFocus() {
  const listRef = useRef<HTMLDivElement>(null);
  const hasAdded = useRef(false);
  useEffect(() => {
    if (hasAdded.current)
      [...(listRef.current?.querySelectorAll<HTMLElement>(":scope > [data-row]") ?? [])]
        .at(-1)
        ?.querySelector("input")
        ?.focus();
    hasAdded.current = false;
  });
  const focusAdded = () => {
    hasAdded.current = true;
  };
  return { listRef, focusAdded };
}
