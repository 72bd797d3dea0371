import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useState } from "react";

type FieldProps = { id: string; value: readonly string[]; onChange: (dates: string[]) => void };

/** As many as the API takes. */
const maxDates = 366;

/** Takes days, which are added one by one. */
export function DatesField({ id, value, onChange }: FieldProps) {
  const [date, setDate] = useState("");
  const canAdd = date !== "" && !value.includes(date) && value.length < maxDates;
  function add() {
    if (!canAdd) return;
    onChange([...value, date].sort());
    setDate("");
  }
  return (
    <>
      <Box sx={{ display: "flex", gap: 1 }}>
        <OutlinedInput
          id={id}
          type="date"
          size="small"
          fullWidth
          value={date}
          onChange={({ target }) => setDate(target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            add();
          }}
        />
        <Button variant="outlined" color="inherit" disabled={!canAdd} onClick={add}>
          Add
        </Button>
      </Box>
      {value.length === 0 ? null : (
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 0.5, mt: 1 }}>
          {value.map((day) => (
            <Chip
              key={day}
              size="small"
              label={day}
              onDelete={() => onChange(value.filter((other) => other !== day))}
            />
          ))}
        </Box>
      )}
    </>
  );
}
