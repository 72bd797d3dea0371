import { getDecimalSeparator } from "@rjsf/utils";
import { useState } from "react";
import { useUnreadableField } from "../../validation/unreadable-text.ts";
import { jsonEqual } from "../../values/json-equal.ts";
import { readNumber, writeNumber } from "./read-number.ts";

/**
 * Holds the text of a number's control. A text that is no number stays as it was typed, is a fault
 * of the field, and leaves the value unchanged. `emptyValue` is the value of an empty text.
 */
export function useNumberText(
  formValue: unknown,
  emptyValue: unknown,
  onChange: (value: unknown) => void,
) {
  const mark = getDecimalSeparator();
  const current = formValue === "" ? undefined : formValue;
  const [typed, setTyped] = useState({ text: writeNumber(current, mark), value: current });
  // A value that comes from elsewhere replaces what was typed.
  if (!jsonEqual(typed.value, current))
    setTyped({ text: writeNumber(current, mark), value: current });
  const read = readNumber(typed.text, mark);
  useUnreadableField("message" in read ? read.message : null);

  function edit(text: string): void {
    const next = readNumber(text, mark);
    const value = "message" in next ? current : (next.value ?? emptyValue);
    setTyped({ text, value });
    if (!jsonEqual(value, current)) onChange(value);
  }

  return {
    text: typed.text,
    edit,
    /** The number of the text; undefined for none, null where it cannot be read. */
    number: "message" in read ? null : read.value,
    set: (number: number) => edit(writeNumber(number, mark)),
  };
}
