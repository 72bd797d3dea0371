import FormControlLabel from "@mui/material/FormControlLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import type { WidgetProps } from "@rjsf/utils";
import { useDescribedBy } from "../../layout/described-by.ts";
import { labelId } from "../../values/field-path.ts";
import { jsonEqual } from "../../values/json-equal.ts";
import { distinctOptions, withNull } from "./distinct-options.ts";
import { OptionText } from "./option-text.tsx";

/** Selects one of a few values, shown as radio buttons. */
export function RadioInput({
  id,
  value,
  schema,
  options,
  required,
  disabled,
  readonly,
  onChange,
  onBlur,
}: WidgetProps) {
  const { enumDisabled = [] } = options;
  const enumOptions = distinctOptions(withNull(options.enumOptions ?? [], schema));
  const selected = enumOptions.findIndex((option) => jsonEqual(option.value, value));
  return (
    <RadioGroup
      id={id}
      name={id}
      row={options.inline === true}
      value={selected < 0 ? "" : String(selected)}
      aria-labelledby={labelId(id)}
      aria-describedby={useDescribedBy(id)}
      aria-required={required || undefined}
      onChange={(_, index) => onChange(enumOptions[Number(index)]?.value)}
      onBlur={() => onBlur(id, value)}
    >
      {enumOptions.map((option, index) => (
        <FormControlLabel
          key={option.label}
          value={String(index)}
          control={<Radio size="small" id={`${id}-${index}`} sx={{ py: 0.5 }} />}
          label={<OptionText option={option} />}
          disabled={
            disabled ||
            readonly ||
            (Array.isArray(enumDisabled) && enumDisabled.includes(option.value))
          }
          sx={{ alignItems: option.schema?.description ? "flex-start" : "center", my: 0.125 }}
        />
      ))}
    </RadioGroup>
  );
}
