import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { localTimeZone, timeZones } from "../../../forms/widgets/time/zoned-time.ts";

type SelectProps = {
  id?: string;
  value: string;
  onChange: (zone: string) => void;
  label?: string;
  hasError?: boolean;
  autoFocus?: boolean;
};

/** Chooses a time zone; that of the browser comes first. One that the browser lacks stays chosen. */
export function ZoneSelect({
  id,
  value,
  onChange,
  label,
  hasError = false,
  autoFocus = false,
}: SelectProps) {
  return (
    <Autocomplete
      id={id}
      options={[...new Set([localTimeZone(), value, ...timeZones()])]}
      value={value}
      disableClearable
      onChange={(_, zone) => onChange(zone)}
      renderInput={(params) => (
        <TextField
          {...params}
          error={hasError}
          autoFocus={autoFocus}
          slotProps={{
            ...params.slotProps,
            htmlInput: {
              ...params.slotProps.htmlInput,
              ...(label === undefined ? {} : { "aria-label": label }),
            },
          }}
        />
      )}
    />
  );
}
