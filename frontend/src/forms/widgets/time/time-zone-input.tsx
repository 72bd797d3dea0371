import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import type { WidgetProps } from "@rjsf/utils";
import { useDescribedBy } from "../../layout/described-by.ts";
import { localTimeZone, timeZones } from "./zoned-time.ts";

/** Selects a time zone by its IANA name; the browser's own is the first option. */
export function TimeZoneInput({
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
  const localZone = localTimeZone();
  const describedBy = useDescribedBy(id);
  return (
    <Autocomplete
      id={id}
      options={[...new Set([localZone, ...timeZones()])]}
      value={typeof value === "string" ? value : null}
      disabled={disabled || readonly || false}
      onChange={(_, zone) => onChange(zone ?? options.emptyValue)}
      onBlur={() => onBlur(id, value)}
      sx={{ maxWidth: 360 }}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={placeholder || localZone}
          error={rawErrors.length > 0}
          slotProps={{
            ...params.slotProps,
            htmlInput: {
              ...params.slotProps.htmlInput,
              "aria-describedby": describedBy,
            },
          }}
        />
      )}
    />
  );
}
