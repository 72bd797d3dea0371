import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import Switch from "@mui/material/Switch";
import { ariaDescribedByIds, type WidgetProps } from "@rjsf/utils";
import { humanise } from "../values/words.ts";

type Control = typeof Checkbox | typeof Switch;

/** Yes or no, as a box to tick. */
export function CheckInput(props: WidgetProps) {
  return <Toggle {...props} control={Checkbox} />;
}

/** Yes or no, as a switch. */
export function SwitchInput(props: WidgetProps) {
  return <Toggle {...props} control={Switch} />;
}

function Toggle({
  control: Control,
  id,
  name,
  value,
  label,
  disabled,
  readonly,
  rawErrors = [],
  onChange,
  onBlur,
}: WidgetProps & { control: Control }) {
  return (
    <FormControlLabel
      label={label === name ? humanise(name) : label}
      disabled={disabled || readonly || false}
      sx={{
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
          slotProps={{ input: { "aria-describedby": ariaDescribedByIds(id) } }}
        />
      }
    />
  );
}
