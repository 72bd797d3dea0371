import type { BaseInputTemplateProps } from "@rjsf/utils";
import type { KeyboardEvent } from "react";
import { InputBox } from "../input-box.tsx";
import { useNumberText } from "./use-number-text.ts";

/**
 * Takes a number as a text, with the decimal mark of the reader's language: an `input` of type
 * number drops what it cannot read, and some browsers the comma. The arrow keys step.
 */
export function NumberInput(control: BaseInputTemplateProps) {
  const { value, schema, options } = control;
  const { text, edit, number, set } = useNumberText(value, options.emptyValue, control.onChange);

  function stepByArrow(event: KeyboardEvent) {
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (steps === undefined || number === null || control.readonly) return;
    event.preventDefault();
    set(stepped(number ?? 0, steps, schema));
  }

  return (
    <InputBox
      control={control}
      text={text}
      onText={(input) => edit(input.value)}
      onKeyDown={stepByArrow}
      // The decimal keyboard of some phones has no minus.
      input={{ inputMode: Number(schema.minimum) < 0 ? "text" : "decimal" }}
      isShort={options.width === undefined}
    />
  );
}

function stepped(value: number, steps: number, schema: BaseInputTemplateProps["schema"]): number {
  const step = schema.multipleOf ?? 1;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  // Without the rounding 0.1 + 0.2 would be shown with seventeen digits.
  const next = Number((value + steps * step).toPrecision(15));
  return Math.min(Math.max(next, minimum), maximum);
}
