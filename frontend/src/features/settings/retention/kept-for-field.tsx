import Box from "@mui/material/Box";
import FormHelperText from "@mui/material/FormHelperText";
import MenuItem from "@mui/material/MenuItem";
import OutlinedInput from "@mui/material/OutlinedInput";
import Select from "@mui/material/Select";
import Typography from "@mui/material/Typography";
import { useId } from "react";
import { faultOf, type KeptFor, keepUnits } from "./kept-for.ts";

type FieldProps = {
  label: string;
  hint: string;
  value: KeptFor;
  onChange: (value: KeptFor) => void;
};

/** Shows and changes how long something is kept: a number and a unit, or for ever. */
export function KeptForField({ label, hint, value, onChange }: FieldProps) {
  const id = useId();
  const { amount, unit } = value;
  const fault = faultOf(value);
  const isForever = unit === "forever";
  return (
    <Box sx={row} role="group" aria-labelledby={id}>
      <Box>
        <Typography id={id} sx={{ fontWeight: 500 }}>
          {label}
        </Typography>
        {hint !== "" && (
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            {hint}
          </Typography>
        )}
      </Box>
      <Box>
        <Box sx={{ display: "flex", gap: 1 }}>
          <OutlinedInput
            size="small"
            value={isForever ? "" : amount}
            disabled={isForever}
            error={fault !== undefined}
            onChange={({ target }) => onChange({ amount: target.value, unit })}
            sx={{ width: 96 }}
            inputProps={{
              "aria-label": `${label}: number`,
              "aria-describedby": `${id}-fault`,
              inputMode: "numeric",
              maxLength: 15,
            }}
          />
          <Select
            size="small"
            value={unit}
            onChange={({ target }) => onChange({ amount: amount || "30", unit: target.value })}
            inputProps={{ "aria-label": `${label}: unit` }}
            sx={{ minWidth: 124 }}
          >
            {keepUnits.map((each) => (
              <MenuItem key={each} value={each}>
                {each}
              </MenuItem>
            ))}
            <MenuItem value="forever">for ever</MenuItem>
          </Select>
        </Box>
        <FormHelperText id={`${id}-fault`} error aria-live="polite">
          {fault}
        </FormHelperText>
      </Box>
    </Box>
  );
}

const row = {
  display: "grid",
  gridTemplateColumns: { xs: "1fr", sm: "minmax(0, 1fr) auto" },
  columnGap: 2,
  rowGap: 0.75,
  alignItems: "start",
  py: 1.25,
} as const;
