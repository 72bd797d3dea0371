import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { ariaDescribedByIds, type WidgetProps } from "@rjsf/utils";
import { localZone, zones } from "../../values/zoned-time.ts";

/** A time zone by its name; this browser's own is offered first. */
export function ZoneInput({
  id,
  value,
  options,
  disabled,
  readonly,
  placeholder,
  rawErrors = [],
  onChange,
  onBlur,
}: WidgetProps) {
  const own = localZone();
  return (
    <Autocomplete
      id={id}
      options={[...new Set([own, ...zones()])]}
      value={typeof value === "string" ? value : null}
      disabled={disabled || readonly || false}
      onChange={(_, zone) => onChange(zone ?? options.emptyValue)}
      onBlur={() => onBlur(id, value)}
      sx={{ maxWidth: 360 }}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={placeholder || own}
          error={rawErrors.length > 0}
          slotProps={{
            ...params.slotProps,
            htmlInput: {
              ...params.slotProps.htmlInput,
              "aria-describedby": ariaDescribedByIds(id),
            },
          }}
        />
      )}
    />
  );
}
