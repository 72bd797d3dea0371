import Autocomplete from "@mui/material/Autocomplete";
import Box from "@mui/material/Box";
import TextField from "@mui/material/TextField";
import { type FilterDialog, FilterPopover } from "./filter-popover.tsx";

type ChoiceProps = FilterDialog & {
  chosen: string[];
  onChange: (tags: string[]) => void;
};

/** Takes tags; Enter adds one. */
export function TagChoice({ anchor, chosen, onChange, onClose }: ChoiceProps) {
  return (
    <FilterPopover anchor={anchor} label="Tags" onClose={onClose}>
      <Box sx={{ width: 280, maxWidth: "100%", p: 1 }}>
        <Autocomplete
          multiple
          freeSolo
          options={[]}
          value={chosen}
          onChange={(_event, tags) =>
            onChange(tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))
          }
          renderInput={(params) => (
            <TextField
              {...params}
              autoFocus
              placeholder={chosen.length === 0 ? "A tag, then Enter" : ""}
              slotProps={{
                ...params.slotProps,
                htmlInput: { ...params.slotProps?.htmlInput, "aria-label": "Tags" },
              }}
            />
          )}
          slotProps={{ chip: { size: "small" } }}
        />
      </Box>
    </FilterPopover>
  );
}
