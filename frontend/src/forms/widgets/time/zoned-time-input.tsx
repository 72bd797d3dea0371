import Autocomplete from "@mui/material/Autocomplete";
import Box from "@mui/material/Box";
import OutlinedInput from "@mui/material/OutlinedInput";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { useUnreadableField } from "../../validation/unreadable-text.ts";
import { partialMessage } from "../picked-input.tsx";
import { usePartialInput } from "../use-partial-input.ts";
import { ClockChangeHint } from "./clock-change-hint.tsx";
import { localTimeZone, timeZones, toInstant, toWallClock } from "./zoned-time.ts";

type ZonedTimeInputProps = {
  id: string;
  /** An RFC 3339 date-time; undefined while there is none. */
  value: string | undefined;
  onChange: (instant: string | undefined) => void;
  /** Called when the input becomes whole, or is not whole any more. */
  onPartial?: (isPartial: boolean) => void;
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
  onPartial,
  onBlur,
  label,
  describedBy,
  disabled = false,
  hasError = false,
  stacked = false,
}: ZonedTimeInputProps) {
  const [zone, setZone] = useState(localTimeZone);
  const [typed, setTyped] = useState<string | null>(null);
  const wallClock = toWallClock(value ?? "", zone);
  const input = usePartialInput(wallClock, (text) => enter(text, zone));
  useUnreadableField(input.isPartial ? partialMessage("datetime-local") : null);

  function enter(text: string, inZone: string) {
    setTyped(text);
    onChange(text === "" ? undefined : toInstant(text, inZone));
  }
  function changeZone(next: string) {
    setZone(next);
    if (wallClock !== "") enter(wallClock, next);
  }
  function look(target: EventTarget | undefined, read: (input: HTMLInputElement) => void) {
    if (!(target instanceof HTMLInputElement)) return;
    read(target);
    onPartial?.(target.validity.badInput);
  }
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
        value={input.text}
        onChange={({ target }) => look(target, input.change)}
        onKeyUp={({ target }) => look(target, input.look)}
        // MUI calls it without an event when the input is disabled while it has the focus.
        onBlur={(event?: { target: EventTarget }) => {
          look(event?.target, input.look);
          onBlur?.();
        }}
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
      <Box aria-live="polite" sx={{ gridColumn: "1 / -1", "&:empty": { display: "none" } }}>
        <ClockChangeHint
          instant={value}
          zone={zone}
          typed={typed}
          onChange={onChange}
          disabled={disabled}
        />
      </Box>
    </Box>
  );
}
