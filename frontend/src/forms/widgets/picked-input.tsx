import type { BaseInputTemplateProps } from "@rjsf/utils";
import { useUnreadableField } from "../validation/unreadable-text.ts";
import { InputBox } from "./input-box.tsx";
import { usePartialInput } from "./use-partial-input.ts";

const kinds: Record<string, string> = {
  date: "date",
  time: "time",
  month: "month",
  week: "week",
  "datetime-local": "date and time",
};

/** Takes a date or a time that the browser lets people pick. Years have at most four digits. */
export function PickedInput(control: BaseInputTemplateProps & { type: string }) {
  const { value, options, type } = control;
  const held = typeof value === "string" ? value : "";
  const { isPartial, text, change, look } = usePartialInput(held, (typed) =>
    control.onChange(typed === "" ? options.emptyValue : typed),
  );
  useUnreadableField(isPartial ? partialMessage(type) : null);
  return (
    <InputBox
      control={control}
      text={text}
      onText={change}
      onKeyUp={look}
      onBlur={look}
      input={{ type, max: type === "date" ? "9999-12-31" : undefined }}
      isShort={options.width === undefined}
    />
  );
}

/** Returns the message about an input of a type whose text is not whole. */
export function partialMessage(type: string): string {
  return `is not a whole ${kinds[type] ?? type} yet`;
}
