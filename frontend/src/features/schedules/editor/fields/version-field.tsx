import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";
import { OptionField } from "../../../../forms/layout/option-field.tsx";
import { labelId } from "../../../../forms/values/field-path.ts";

type FieldProps = {
  /** Null for the newest at each fire. */
  version: number | null;
  newest: number;
  onChange: (version: number | null) => void;
};

const id = "schedule-version";
const follow = "newest";
/** Versions that can be chosen, the newest ones. */
const maxListed = 50;

/** Chooses the version of the template: the newest one at each run, or always the same. */
export function VersionField({ version, newest, onChange }: FieldProps) {
  const last = Array.from({ length: Math.min(newest, maxListed) }, (_, back) => newest - back);
  const listed = version === null || last.includes(version) ? last : [...last, version];
  return (
    <OptionField
      id={id}
      label="Version of the template"
      hint={
        version === null
          ? "When a newer version refuses this input, the schedule is stopped."
          : undefined
      }
    >
      <Select
        id={id}
        labelId={labelId(id)}
        size="small"
        fullWidth
        value={version === null ? follow : String(version)}
        onChange={({ target }) => onChange(target.value === follow ? null : Number(target.value))}
      >
        <MenuItem value={follow}>The newest at each run (now {newest})</MenuItem>
        {listed.map((number) => (
          <MenuItem key={number} value={String(number)}>
            Always version {number}
          </MenuItem>
        ))}
      </Select>
    </OptionField>
  );
}
