import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { type FormEvent, useState } from "react";
import { type LimitRange, readLimit } from "../../../lib/text/read-limit.ts";

type FieldProps = {
  label: string;
  /** What tells the field from others with its label: " in deploys". */
  of?: string;
  saved: number | null;
  /** What the limit may be; up to 10,000 when absent, or none. */
  range?: LimitRange;
  /** False for who may not change it. */
  mayChange: boolean;
  /** Says what a limit would do now. */
  effectOf: (limit: number | null) => string;
  saving: {
    save: (limit: number | null) => void;
    isPending: boolean;
    refusal: string | undefined;
    forget: () => void;
  };
};

/** Shows a limit, says what another one would do now, and saves it. */
export function LimitField({
  label,
  of = "",
  saved,
  range = {},
  mayChange,
  effectOf,
  saving,
}: FieldProps) {
  const [typed, setTyped] = useState(textOf(saved));
  const read = readLimit(typed, range);
  const fault = "fault" in read ? read.fault : saving.refusal;
  const isChanged = !("limit" in read) || read.limit !== saved;
  function submit(event: FormEvent) {
    event.preventDefault();
    if ("limit" in read && isChanged) saving.save(read.limit);
  }
  function type(text: string) {
    setTyped(text);
    saving.forget();
  }
  return (
    <Box component="form" onSubmit={submit} noValidate>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "flex-start" }}>
        <TextField
          size="small"
          label={label}
          value={typed}
          placeholder={range.isNeeded ? "" : "any"}
          disabled={!mayChange}
          error={fault !== undefined}
          helperText={fault}
          onChange={({ target }) => type(target.value)}
          sx={{ width: { xs: 160, sm: 220 } }}
          slotProps={{
            htmlInput: { inputMode: "numeric", maxLength: 12, "aria-label": label + of },
            inputLabel: { shrink: true },
          }}
        />
        {isChanged && (
          <>
            <Button
              type="submit"
              variant="contained"
              disabled={"fault" in read}
              loading={saving.isPending}
              aria-label={`Save: ${label}${of}`}
            >
              Save
            </Button>
            <Button
              color="inherit"
              aria-label={`Discard: ${label}${of}`}
              onClick={() => type(textOf(saved))}
            >
              Discard
            </Button>
          </>
        )}
      </Box>
      {"limit" in read && (
        <Typography variant="body2" aria-live="polite" sx={{ color: "text.secondary", mt: 0.75 }}>
          {effectOf(read.limit)}
        </Typography>
      )}
    </Box>
  );
}

function textOf(limit: number | null): string {
  return limit === null ? "" : String(limit);
}
