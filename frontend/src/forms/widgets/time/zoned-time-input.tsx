import Autocomplete from "@mui/material/Autocomplete";
import Box from "@mui/material/Box";
import OutlinedInput from "@mui/material/OutlinedInput";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { clockTime, instantOf, localZone, zones } from "../../values/zoned-time.ts";

type TimeInputProps = {
  id: string;
  /** RFC 3339, or undefined. */
  value: string | undefined;
  onChange: (instant: string | undefined) => void;
  onBlur?: () => void;
  label?: string;
  describedBy?: string;
  disabled?: boolean;
  hasError?: boolean;
  /** Zone below the time, for narrow places. */
  stacked?: boolean;
};

/**
 * A moment: what the clock shows, and the zone whose clock is meant. Other zones show the same
 * moment.
 */
export function TimeInput({
  id,
  value,
  onChange,
  onBlur,
  label,
  describedBy,
  disabled = false,
  hasError = false,
  stacked = false,
}: TimeInputProps) {
  const [zone, setZone] = useState(localZone);
  const move = (to: string) => {
    setZone(to);
    const instant = instantOf(clockTime(value ?? "", zone), to);
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
        value={clockTime(value ?? "", zone)}
        onChange={({ target }) =>
          onChange(target.value === "" ? undefined : instantOf(target.value, zone))
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
        options={zones()}
        value={zone}
        disableClearable
        onChange={(_, chosen) => move(chosen)}
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
