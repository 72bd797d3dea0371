import Autocomplete from "@mui/material/Autocomplete";
import Box from "@mui/material/Box";
import OutlinedInput from "@mui/material/OutlinedInput";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { localTimeZone, timeZones, toInstant, toWallClock } from "../../values/zoned-time.ts";

type ZonedTimeInputProps = {
  id: string;
  /** An RFC 3339 date-time; undefined while there is none. */
  value: string | undefined;
  onChange: (instant: string | undefined) => void;
  onBlur?: () => void;
  label?: string;
  describedBy?: string;
  disabled?: boolean;
  hasError?: boolean;
  /** Puts the zone below the time, for narrow columns. */
  stacked?: boolean;
};

/**
 * Takes an instant as a wall-clock time and a time zone. Choosing another zone keeps the wall-clock
 * time.
 */
export function ZonedTimeInput({
  id,
  value,
  onChange,
  onBlur,
  label,
  describedBy,
  disabled = false,
  hasError = false,
  stacked = false,
}: ZonedTimeInputProps) {
  const [zone, setZone] = useState(localTimeZone);
  const changeZone = (next: string) => {
    setZone(next);
    const instant = toInstant(toWallClock(value ?? "", zone), next);
    if (instant !== undefined) onChange(instant);
  };
  return (
    <Box
      sx={{
        display: "grid",
        gridTemplateColumns: stacked
          ? "minmax(0, 1fr)"
          : { xs: "minmax(0, 1fr)", sm: "minmax(0, 260px) minmax(0, 240px)" },
        gap: 1,
      }}
    >
      <OutlinedInput
        id={id}
        name={id}
        type="datetime-local"
        size="small"
        value={toWallClock(value ?? "", zone)}
        onChange={({ target }) =>
          onChange(target.value === "" ? undefined : toInstant(target.value, zone))
        }
        onBlur={onBlur}
        disabled={disabled}
        error={hasError}
        inputProps={{
          "aria-label": label,
          "aria-describedby": describedBy,
          max: "9999-12-31T23:59",
        }}
      />
      <Autocomplete
        options={timeZones()}
        value={zone}
        disableClearable
        onChange={(_, chosen) => changeZone(chosen)}
        disabled={disabled}
        renderInput={(params) => (
          <TextField
            {...params}
            placeholder="Time zone"
            slotProps={{
              ...params.slotProps,
              htmlInput: { ...params.slotProps.htmlInput, "aria-label": "Time zone" },
            }}
          />
        )}
      />
    </Box>
  );
}
