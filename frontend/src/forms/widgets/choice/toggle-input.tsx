import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import Switch from "@mui/material/Switch";
import type { WidgetProps } from "@rjsf/utils";
import { useDescribedBy } from "../../layout/described-by.ts";
import { titleFromName } from "../../values/schema-labels.ts";

type Control = typeof Checkbox | typeof Switch;

/** Aligns the control with the labels and inputs around it. */
const checkOffset = { ml: "-11px", my: -0.75 };
const switchOffset = { ml: "-4px", gap: 0.75 };

/** Shows a boolean as a checkbox. */
export function CheckboxInput(props: WidgetProps) {
  return <Toggle {...props} control={Checkbox} offset={checkOffset} />;
}

/** Shows a boolean as a switch. */
export function SwitchInput(props: WidgetProps) {
  return <Toggle {...props} control={Switch} offset={switchOffset} />;
}

function Toggle({
  control: Control,
  offset,
  id,
  name,
  value,
  label,
  disabled,
  readonly,
  rawErrors = [],
  onChange,
  onBlur,
}: WidgetProps & { control: Control; offset: object }) {
  return (
    <FormControlLabel
      label={label === name ? titleFromName(name) : label}
      disabled={disabled || readonly || false}
      sx={{
        ...offset,
        color: rawErrors.length > 0 ? "error.main" : undefined,
        "& .MuiFormControlLabel-label": { fontSize: "0.8125rem", fontWeight: 550 },
      }}
      control={
        <Control
          id={id}
          name={id}
          size="small"
          checked={value === true}
          onChange={(_, checked) => onChange(checked)}
          onBlur={() => onBlur(id, value)}
          slotProps={{ input: { "aria-describedby": useDescribedBy(id) } }}
        />
      }
    />
  );
}
