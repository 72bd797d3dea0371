import SearchIcon from "@mui/icons-material/SearchRounded";
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import { type TemplateFilters, toggleTag } from "./template-filters.ts";

type FilterBarProps = {
  filters: TemplateFilters;
  tags: readonly string[];
  onChange: (filters: TemplateFilters) => void;
  /** Called when Enter is pressed in the search field. */
  onEnter: () => void;
};

/** Shows the search field and the tags that filter the gallery. */
export function FilterBar({ filters, tags, onChange, onEnter }: FilterBarProps) {
  return (
    <Box
      role="search"
      sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center", mb: 2.5 }}
    >
      <OutlinedInput
        type="search"
        size="small"
        value={filters.q}
        placeholder="Search templates"
        onChange={({ target }) => onChange({ ...filters, q: target.value })}
        onKeyDown={({ key }) => key === "Enter" && onEnter()}
        startAdornment={
          <InputAdornment position="start">
            <SearchIcon fontSize="small" />
          </InputAdornment>
        }
        inputProps={{ "aria-label": "Search templates" }}
        sx={{ width: { xs: "100%", sm: 320 }, bgcolor: "background.paper" }}
      />
      <Box role="group" aria-label="Tags" sx={{ display: "flex", flexWrap: "wrap", gap: 0.75 }}>
        {tags.map((tag) => (
          <TagChip
            key={tag}
            tag={tag}
            isOn={filters.tags.includes(tag)}
            onClick={() => onChange(toggleTag(filters, tag))}
          />
        ))}
      </Box>
    </Box>
  );
}

function TagChip({ tag, isOn, onClick }: { tag: string; isOn: boolean; onClick: () => void }) {
  return (
    <Chip
      component="button"
      clickable
      label={tag}
      aria-pressed={isOn}
      color={isOn ? "primary" : "default"}
      variant={isOn ? "filled" : "outlined"}
      onClick={onClick}
      sx={{ height: 28 }}
    />
  );
}
