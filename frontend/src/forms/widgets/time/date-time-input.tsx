import type { WidgetProps } from "@rjsf/utils";
import { useDescribedBy } from "../../layout/described-by.ts";
import { Hint } from "../../layout/hint.tsx";
import { formatUtc } from "./zoned-time.ts";
import { ZonedTimeInput } from "./zoned-time-input.tsx";

/** Takes a `date-time`; its value has the offset of the time zone that was chosen. */
export function DateTimeInput({
  id,
  value,
  options,
  disabled,
  readonly,
  rawErrors = [],
  onChange,
  onBlur,
}: WidgetProps) {
  const inUtc = typeof value === "string" ? formatUtc(value) : "";
  return (
    <>
      <ZonedTimeInput
        id={id}
        value={value}
        onChange={(instant) => onChange(instant ?? options.emptyValue)}
        onBlur={() => onBlur(id, value)}
        describedBy={useDescribedBy(id)}
        disabled={disabled || readonly || false}
        hasError={rawErrors.length > 0}
      />
      {inUtc === "" ? null : <Hint>{inUtc}</Hint>}
    </>
  );
}
