import { type TimeField, timeFields } from "@formwork/contracts/job-query";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Divider from "@mui/material/Divider";
import Popover from "@mui/material/Popover";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { FilterButton } from "./filter-button.tsx";
import {
  fromDateTimeLocal,
  presets,
  rangeText,
  timeFieldNames,
  toDateTimeLocal,
} from "./time-range.ts";

type Range = { from: string; to: string; timeField: TimeField };
type FilterProps = Range & { onChange: (range: Range) => void };

/** Limits the list to jobs created, or finished, within a time range. */
export function TimeFilter({ onChange, ...range }: FilterProps) {
  const { from, to, timeField } = range;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const chooseLast = (ms: number) => {
    onChange({ ...range, from: new Date(serverClock.now() - ms).toISOString(), to: "" });
    setAnchor(null);
  };
  return (
    <>
      <FilterButton
        active={from !== "" || to !== ""}
        popup="dialog"
        open={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {rangeText(from, to, timeField)}
      </FilterButton>
      <Popover
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
        slotProps={{ paper: { "aria-label": "Time" } }}
      >
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
            <TimeInput
              label="To"
              value={to}
              onChange={(time) => onChange({ ...range, to: time })}
            />
          </Stack>
        </Stack>
      </Popover>
    </>
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
