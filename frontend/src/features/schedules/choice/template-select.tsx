import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";

type SelectProps = { chosen: string; onChange: (name: string) => void };

/** Limits the list to the schedules of one template. */
export function TemplateSelect({ chosen, onChange }: SelectProps) {
  const titles = useTemplateTitles();
  const names = [...titles.keys()];
  return (
    <Autocomplete
      options={chosen === "" || titles.has(chosen) ? names : [chosen, ...names]}
      value={chosen === "" ? null : chosen}
      getOptionLabel={(name) => titles.get(name) ?? name}
      getOptionKey={(name) => name}
      onChange={(_, name) => onChange(name ?? "")}
      renderInput={(params) => (
        <TextField
          {...params}
          autoFocus
          placeholder="All templates"
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, "aria-label": "Template" },
          }}
        />
      )}
    />
  );
}
