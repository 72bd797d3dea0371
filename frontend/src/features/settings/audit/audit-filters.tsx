import { operations } from "@formwork/contracts/operations/operations";
import Box from "@mui/material/Box";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { SearchField } from "../../../components/search-field.tsx";
import type { AuditFilter } from "./use-audit-filter.ts";

type FiltersProps = { filter: AuditFilter; onChange: (change: Partial<AuditFilter>) => void };

/** Says which entries are shown. */
export function AuditFilters({ filter, onChange }: FiltersProps) {
  return (
    <Box component="search" aria-label="Filter the log" sx={grid}>
      <SearchField
        label="Who"
        placeholder="Who: ada@example.org, system"
        value={filter.actor}
        onChange={(actor) => onChange({ actor })}
      />
      <SearchField
        label="On what"
        placeholder="On what: job:ID, template:NAME"
        value={filter.target}
        onChange={(target) => onChange({ target })}
      />
      <Choice
        label="Action"
        value={filter.action}
        options={actionsWith(filter.action).map((action) => [action, action])}
        onChange={(action) => onChange({ action })}
      />
      <Choice
        label="Outcome"
        value={filter.outcome}
        options={[
          ["done", "Done"],
          ["refused", "Refused"],
        ]}
        onChange={(outcome) =>
          onChange({ outcome: outcome === "done" || outcome === "refused" ? outcome : "" })
        }
      />
      <Time label="From" value={filter.from} onChange={(from) => onChange({ from })} />
      <Time label="Before" value={filter.to} onChange={(to) => onChange({ to })} />
    </Box>
  );
}

/** Every action there is, and the one of the address where that is another. */
function actionsWith(chosen: string): string[] {
  const named = Object.values(operations).flatMap((row) =>
    "audit" in row && typeof row.audit === "string" ? [row.audit] : [],
  );
  const ofSystem = ["audit.prune", "audit.others", "audit.lost", "retention.prune"];
  return [...new Set([...named, ...ofSystem, ...(chosen === "" ? [] : [chosen])])].sort();
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  onChange: (value: string) => void;
}) {
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">Any</MenuItem>
      {options.map(([option, text]) => (
        <MenuItem key={option} value={option}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** Takes a time in the zone of the browser. */
function Time({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <TextField
      size="small"
      type="datetime-local"
      label={label}
      value={localTime(value)}
      onChange={({ target }) =>
        onChange(target.value === "" ? "" : new Date(target.value).toISOString())
      }
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}

/** Returns a time as the control takes it. */
function localTime(at: string): string {
  if (at === "") return "";
  const ms = Date.parse(at);
  const offset = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offset).toISOString().slice(0, 16);
}

const grid = {
  display: "grid",
  gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" },
  gap: 1.5,
  p: 2,
  borderBottom: 1,
  borderColor: "divider",
} as const;
