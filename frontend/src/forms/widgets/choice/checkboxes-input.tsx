import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormGroup from "@mui/material/FormGroup";
import type { WidgetProps } from "@rjsf/utils";
import { useDescribedBy } from "../../layout/described-by.ts";
import { labelId } from "../../values/field-path.ts";
import { jsonEqual } from "../../values/json-equal.ts";
import { distinctOptions } from "./distinct-options.ts";
import { OptionText } from "./option-text.tsx";

/** Selects any of a few values, shown as checkboxes. */
export function CheckboxesInput({
  id,
  value,
  options,
  disabled,
  readonly,
  onChange,
  onBlur,
}: WidgetProps) {
  const enumOptions = distinctOptions(options.enumOptions ?? []);
  const selected: unknown[] = Array.isArray(value) ? value : [];
  const isSelected = (value: unknown) => selected.some((other) => jsonEqual(value, other));
  // The values have the order of the options, not that of the selection.
  const toggle = (position: number) =>
    onChange(
      enumOptions
        .filter((option, index) => (index === position) !== isSelected(option.value))
        .map((option) => option.value),
    );
  return (
    <FormGroup
      id={id}
      row={options.inline === true}
      role="group"
      aria-labelledby={labelId(id)}
      aria-describedby={useDescribedBy(id)}
    >
      {enumOptions.map((option, index) => (
        <FormControlLabel
          key={option.label}
          disabled={disabled || readonly || false}
          label={<OptionText option={option} />}
          control={
            <Checkbox
              id={`${id}-${index}`}
              size="small"
              checked={isSelected(option.value)}
              onChange={() => toggle(index)}
              onBlur={() => onBlur(id, value)}
              sx={{ py: 0.5 }}
            />
          }
        />
      ))}
    </FormGroup>
  );
}
