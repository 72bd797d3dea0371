import type { WidgetProps } from "@rjsf/utils";
import { TextInput } from "../text-input.tsx";
import { splitTimeOfDay } from "./zoned-time.ts";

/**
 * Shows a time of day. RFC 3339 requires an offset: it stays that of the value, or UTC for a new
 * one.
 */
export function TimeOfDayInput({ value, options, onChange, ...props }: WidgetProps) {
  const { clock, offset } = splitTimeOfDay(typeof value === "string" ? value : "");
  const setClock = (typed?: string) =>
    onChange(
      typed === undefined
        ? options.emptyValue
        : `${typed.length === 5 ? `${typed}:00` : typed}${offset}`,
    );
  return (
    <TextInput
      {...props}
      type="time"
      value={clock}
      options={{ ...options, unit: offset === "Z" ? "UTC" : offset, emptyValue: undefined }}
      onChange={setClock}
    />
  );
}
