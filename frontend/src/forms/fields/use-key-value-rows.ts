import type { FieldProps } from "@rjsf/utils";
import { useEffect, useRef, useState } from "react";
import { jsonEqual } from "../values/json-equal.ts";
import { type Row, toObject, toRows } from "../values/key-value-rows.ts";

type RowsProps = Pick<FieldProps, "formData" | "schema" | "fieldPathId" | "onChange" | "onBlur">;

/**
 * Holds the rows of a key-value field. They are more than the object: a key may be empty or occur
 * twice while it is typed, and the rows keep their order.
 */
export function useKeyValueRows({ formData, schema, fieldPathId, onChange, onBlur }: RowsProps) {
  const [rows, setRows] = useState(() => toRows(formData ?? {}));
  const nextId = useRef(rows.length);
  const listRef = useRef<HTMLDivElement>(null);
  const hasAdded = useRef(false);

  // The object was replaced outside of this field, by an example or in the JSON tab.
  if (!jsonEqual(toObject(rows), formData ?? {})) {
    const newRows = toRows(formData ?? {}, nextId.current);
    nextId.current += newRows.length;
    setRows(newRows);
  }

  useEffect(() => {
    if (hasAdded.current)
      listRef.current?.querySelector<HTMLElement>(":scope > :nth-last-child(2) input")?.focus();
    hasAdded.current = false;
  });

  function write(next: Row[]) {
    setRows(next);
    const object = toObject(next);
    if (!jsonEqual(object, formData ?? {}))
      onChange(next.length === 0 ? undefined : object, fieldPathId.path);
  }

  return {
    rows,
    listRef,
    values: valuesOf(schema),
    add: () => {
      hasAdded.current = true;
      write([...rows, { id: nextId.current++, key: "", value: "" }]);
    },
    remove: (id: number) => write(rows.filter((row) => row.id !== id)),
    edit: (id: number, change: Partial<Row>) =>
      write(rows.map((row) => (row.id === id ? { ...row, ...change } : row))),
    onBlur: () => onBlur(fieldPathId.$id, formData),
  };
}

/** Returns the type of the value inputs, and how their text is read: as numbers where the schema asks
 * for them.
 */
function valuesOf({ additionalProperties }: FieldProps["schema"]) {
  const type = typeof additionalProperties === "object" ? additionalProperties.type : undefined;
  const isNumber = type === "number" || type === "integer";
  return {
    type: isNumber ? "number" : "text",
    read: (text: string): unknown => (isNumber && text !== "" ? Number(text) : text),
  };
}
