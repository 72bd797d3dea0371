import type { FieldProps } from "@rjsf/utils";
import { useEffect, useRef, useState } from "react";
import { jsonEqual } from "../values/json-equal.ts";
import { type Row, toObject, toRows } from "../values/key-value-rows.ts";

type RowsProps = Pick<FieldProps, "formData" | "schema" | "fieldPathId" | "onChange" | "onBlur">;

/**
 * The rows of a key-value editor. They know more than the object they make: keys still empty or
 * doubled, and the order of typing.
 */
export function useKeyValueRows({ formData, schema, fieldPathId, onChange, onBlur }: RowsProps) {
  const [rows, setRows] = useState(() => toRows(formData ?? {}));
  const nextId = useRef(rows.length);
  const listRef = useRef<HTMLDivElement>(null);
  const added = useRef(false);

  // Somebody else wrote the object: an example, the JSON tab.
  if (!jsonEqual(toObject(rows), formData ?? {})) {
    const fresh = toRows(formData ?? {}, nextId.current);
    nextId.current += fresh.length;
    setRows(fresh);
  }

  useEffect(() => {
    if (added.current)
      listRef.current?.querySelector<HTMLElement>(":scope > :nth-last-child(2) input")?.focus();
    added.current = false;
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
      added.current = true;
      write([...rows, { id: nextId.current++, key: "", value: "" }]);
    },
    remove: (id: number) => write(rows.filter((row) => row.id !== id)),
    edit: (id: number, change: Partial<Row>) =>
      write(rows.map((row) => (row.id === id ? { ...row, ...change } : row))),
    leave: () => onBlur(fieldPathId.$id, formData),
  };
}

/** How the values are typed and read: numbers where the schema asks for numbers. */
function valuesOf({ additionalProperties }: FieldProps["schema"]) {
  const type = typeof additionalProperties === "object" ? additionalProperties.type : undefined;
  const isNumber = type === "number" || type === "integer";
  return {
    type: isNumber ? "number" : "text",
    read: (text: string): unknown => (isNumber && text !== "" ? Number(text) : text),
  };
}
