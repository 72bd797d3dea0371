import { ariaDescribedByIds, type WidgetProps } from "@rjsf/utils";
import { Hint } from "../../layout/hint.tsx";
import { utcWords } from "../../values/zoned-time.ts";
import { TimeInput } from "./zoned-time-input.tsx";

/** A `date-time`, stored with the offset of the zone it was said in. */
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
  const words = typeof value === "string" ? utcWords(value) : "";
  return (
    <>
      <TimeInput
        id={id}
        value={value}
        onChange={(instant) => onChange(instant ?? options.emptyValue)}
        onBlur={() => onBlur(id, value)}
        describedBy={ariaDescribedByIds(id)}
        disabled={disabled || readonly || false}
        hasError={rawErrors.length > 0}
      />
      {words === "" ? null : <Hint>{words}</Hint>}
    </>
  );
}
