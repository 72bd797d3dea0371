import { type TimeField, timeFields } from "@formwork/contracts/job-query";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Divider from "@mui/material/Divider";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { serverClock } from "../../../../lib/time/server-clock.ts";
import { fromDateTimeLocal, presets, timeFieldNames, toDateTimeLocal } from "../time-range.ts";
import { type FilterDialog, FilterPopover } from "./filter-popover.tsx";

type Range = { from: string; to: string; timeField: TimeField };
type ChoiceProps = FilterDialog & {
  range: Range;
  onChange: (range: Range) => void;
};

/** Chooses a time range, the last hour for example, and which time of a job is meant. */
export function TimeChoice({ anchor, range, onChange, onClose }: ChoiceProps) {
  const { from, to, timeField } = range;
  const chooseLast = (ms: number) => {
    onChange({ ...range, from: new Date(serverClock.now() - ms).toISOString(), to: "" });
    onClose();
  };
  return (
    <FilterPopover anchor={anchor} label="Time" onClose={onClose}>
      <Stack spacing={0.5} sx={{ p: 1, width: 250 }}>
        <Box role="group" aria-label="Time of a job" sx={{ display: "flex", gap: 0.5, mb: 0.5 }}>
          {timeFields.map((field) => (
            <Button
              key={field}
              fullWidth
              variant="outlined"
              color={field === timeField ? "primary" : "inherit"}
              aria-pressed={field === timeField}
              onClick={() => onChange({ ...range, timeField: field })}
            >
              {timeFieldNames[field]}
            </Button>
          ))}
        </Box>
        {presets.map(({ label, ms }) => (
          <Button
            key={label}
            color="inherit"
            onClick={() => chooseLast(ms)}
            sx={{ justifyContent: "flex-start" }}
          >
            {label}
          </Button>
        ))}
        <Divider />
        <Stack spacing={1.5} sx={{ p: 1 }}>
          <TimeInput
            label="From"
            value={from}
            onChange={(time) => onChange({ ...range, from: time })}
          />
          <TimeInput label="To" value={to} onChange={(time) => onChange({ ...range, to: time })} />
        </Stack>
      </Stack>
    </FilterPopover>
  );
}

function TimeInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (iso: string) => void;
}) {
  return (
    <TextField
      label={label}
      type="datetime-local"
      value={toDateTimeLocal(value)}
      onChange={(event) => onChange(fromDateTimeLocal(event.target.value))}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}
