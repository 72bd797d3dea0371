import type { WidgetProps } from "@rjsf/utils";
import { splitClock } from "../../values/zoned-time.ts";
import { TextInput } from "../text-input.tsx";

/** A time of day. RFC 3339 wants its zone: UTC, unless the value came with another. */
export function ClockInput({ value, options, onChange, ...props }: WidgetProps) {
  const { clock, zone } = splitClock(typeof value === "string" ? value : "");
  const write = (typed?: string) =>
    onChange(
      typed === undefined
        ? options.emptyValue
        : `${typed.length === 5 ? `${typed}:00` : typed}${zone}`,
    );
  return (
    <TextInput
      {...props}
      type="time"
      value={clock}
      options={{ ...options, unit: zone === "Z" ? "UTC" : zone, emptyValue: undefined }}
      onChange={write}
    />
  );
}
