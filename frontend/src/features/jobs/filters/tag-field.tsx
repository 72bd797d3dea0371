import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";

type FieldProps = { value: string[]; onChange: (tags: string[]) => void };

/** Limits the list to jobs with all of the tags; Enter adds one. */
export function TagField({ value, onChange }: FieldProps) {
  return (
    <Autocomplete
      multiple
      freeSolo
      options={[]}
      limitTags={2}
      value={value}
      onChange={(_event, tags) =>
        onChange(tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))
      }
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={value.length === 0 ? "Tag" : ""}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps?.htmlInput, "aria-label": "Tags" },
          }}
        />
      )}
      slotProps={{ chip: { size: "small" } }}
      sx={{ minWidth: 110, maxWidth: 280, flex: "0 1 auto" }}
    />
  );
}
