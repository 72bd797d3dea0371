import { type BaseInputTemplateProps, getDecimalSeparator } from "@rjsf/utils";
import { type KeyboardEvent, useState } from "react";
import { useUnreadableField } from "../fields/unreadable-text.ts";
import { jsonEqual } from "../values/json-equal.ts";
import { readNumber, writeNumber } from "../values/read-number.ts";
import { InputBox } from "./input-box.tsx";

/**
 * Takes a number as a text, with the decimal mark of the reader's language: an `input` of type
 * number drops what it cannot read, and some browsers the comma. A text that is no number stays as
 * it was typed, is a fault of the field, and leaves the value unchanged.
 */
export function NumberInput(control: BaseInputTemplateProps) {
  const { value, schema, options } = control;
  const mark = getDecimalSeparator();
  const [typed, setTyped] = useState({ text: writeNumber(value, mark), value: toValue(value) });
  // A value that comes from elsewhere replaces what was typed.
  if (!jsonEqual(typed.value, toValue(value)))
    setTyped({ text: writeNumber(value, mark), value: toValue(value) });
  const read = readNumber(typed.text, mark);
  useUnreadableField("message" in read ? read.message : null);

  function edit(text: string) {
    const next = readNumber(text, mark);
    if ("message" in next) return setTyped({ text, value: toValue(value) });
    const held = next.value ?? toValue(options.emptyValue);
    setTyped({ text, value: held });
    if (!jsonEqual(held, toValue(value))) control.onChange(held);
  }

  function stepByArrow(event: KeyboardEvent) {
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (steps === undefined || control.readonly || "message" in read) return;
    event.preventDefault();
    edit(writeNumber(stepped(read.value ?? 0, steps, schema), mark));
  }

  return (
    <InputBox
      control={control}
      text={typed.text}
      onText={({ value: text }) => edit(text)}
      onKeyDown={stepByArrow}
      // The decimal keyboard of some phones has no minus.
      input={{ inputMode: Number(schema.minimum) < 0 ? "text" : "decimal" }}
      isShort={options.width === undefined}
    />
  );
}

function toValue(value: unknown): unknown {
  return value === "" ? undefined : value;
}

function stepped(value: number, steps: number, schema: BaseInputTemplateProps["schema"]): number {
  const step = schema.multipleOf ?? 1;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  // Without the rounding 0.1 + 0.2 would be shown with seventeen digits.
  const next = Number((value + steps * step).toPrecision(12));
  return Math.min(Math.max(next, minimum), maximum);
}
