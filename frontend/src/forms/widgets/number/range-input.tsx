import Box from "@mui/material/Box";
import OutlinedInput from "@mui/material/OutlinedInput";
import Slider from "@mui/material/Slider";

import { rangeSpec, type WidgetProps } from "@rjsf/utils";
import { useDescribedBy } from "../../layout/described-by.ts";
import { useNumberText } from "./use-number-text.ts";

/** Takes a number between two bounds, by a slider or exactly by an input. */
export function RangeInput({
  id,
  value,
  label,
  schema,
  options,
  disabled,
  readonly,
  rawErrors = [],
  onChange,
  onBlur,
}: WidgetProps) {
  const {
    min = 0,
    max = 100,
    step = schema.type === "integer" ? 1 : (max - min) / 100,
  } = rangeSpec(schema);
  const { text, edit } = useNumberText(value, options.emptyValue, onChange);
  const isLocked = disabled || readonly || false;
  const unit = typeof options.unit === "string" ? options.unit : undefined;
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 2.5, maxWidth: 480 }}>
      <Slider
        size="small"
        aria-label={`${label}, slider`}
        value={typeof value === "number" ? value : min}
        min={min}
        max={max}
        step={step}
        disabled={isLocked}
        onChange={(_, number) => onChange(number)}
        onChangeCommitted={() => onBlur(id, value)}
        getAriaValueText={(number) => (typeof value === "number" ? String(number) : "no value")}
        sx={{ ml: 1, ...(typeof value === "number" ? {} : withoutValue) }}
      />
      <OutlinedInput
        id={id}
        name={id}
        size="small"
        value={text}
        disabled={isLocked}
        error={rawErrors.length > 0}
        onChange={({ target }) => edit(target.value)}
        onBlur={() => onBlur(id, value)}
        endAdornment={unit}
        inputProps={{ inputMode: "decimal", "aria-describedby": useDescribedBy(id) }}
        sx={{ width: 96 + (unit?.length ?? 0) * 8, flex: "none" }}
      />
    </Box>
  );
}

/** A slider that stands nowhere: it has no mark until it is set. */
const withoutValue = {
  "& .MuiSlider-track": { display: "none" },
  "& .MuiSlider-thumb:not(.Mui-focusVisible, :hover)": { opacity: 0 },
} as const;
