import Button from "@mui/material/Button";
import Divider from "@mui/material/Divider";
import Popover from "@mui/material/Popover";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { FilterButton } from "./filter-button.tsx";
import { fromDateTimeLocal, presets, rangeText, toDateTimeLocal } from "./time-range.ts";

type Range = { from: string; to: string };
type FilterProps = Range & { onChange: (range: Range) => void };

/** Limits the list to jobs created within a time range. */
export function TimeFilter({ from, to, onChange }: FilterProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const chooseLast = (ms: number) => {
    onChange({ from: new Date(serverClock.now() - ms).toISOString(), to: "" });
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
        {rangeText(from, to)}
      </FilterButton>
      <Popover
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
        slotProps={{ paper: { "aria-label": "Created" } }}
      >
        <Stack spacing={0.5} sx={{ p: 1, width: 250 }}>
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
            <TimeField
              label="From"
              value={from}
              onChange={(time) => onChange({ from: time, to })}
            />
            <TimeField label="To" value={to} onChange={(time) => onChange({ from, to: time })} />
          </Stack>
        </Stack>
      </Popover>
    </>
  );
}

function TimeField({
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
