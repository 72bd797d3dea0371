import Autocomplete from "@mui/material/Autocomplete";
import Box from "@mui/material/Box";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { roleNames, type Who, whoRoles } from "./who.ts";

type FieldProps = {
  kind: "run" | "see";
  label: string;
  who: Who;
  /** E-mail addresses to offer. */
  known: readonly string[];
  help: string;
  fault: string | undefined;
  onChange: (who: Who) => void;
};

/** Asks for a role, and for people beside those who have it. */
export function WhoField({ kind, label, who, known, help, fault, onChange }: FieldProps) {
  const isEverybody = who.role === "everybody";
  return (
    <Box component="fieldset" sx={group}>
      <Typography component="legend" sx={{ fontWeight: 550, p: 0, mb: 1 }}>
        {label}
      </Typography>
      <TextField
        select
        label="Role"
        value={who.role}
        onChange={({ target }) => {
          const role = whoRoles.find((one) => one === target.value) ?? who.role;
          onChange({ ...who, role });
        }}
        helperText={isEverybody ? help : undefined}
      >
        {whoRoles.map((role) => (
          <MenuItem key={role} value={role}>
            {roleNames[kind][role]}
          </MenuItem>
        ))}
      </TextField>
      {!isEverybody && (
        <Autocomplete
          multiple
          freeSolo
          autoSelect
          filterSelectedOptions
          options={known}
          value={who.people}
          onChange={(_, people) => onChange({ ...who, people: people.map(tidied).filter(isOnce) })}
          slotProps={{ chip: { size: "small" } }}
          renderInput={(params) => (
            <TextField
              {...params}
              label="And these people"
              placeholder={who.people.length === 0 ? "E-mail address, then Enter" : ""}
              error={fault !== undefined}
              helperText={fault ?? help}
            />
          )}
        />
      )}
    </Box>
  );
}

/** As addresses are stored. */
function tidied(text: string): string {
  return text.trim().toLowerCase();
}

function isOnce(text: string, place: number, all: readonly string[]): boolean {
  return text !== "" && all.indexOf(text) === place;
}

const group = { border: 0, m: 0, p: 0, minWidth: 0, display: "grid", gap: 2 } as const;
