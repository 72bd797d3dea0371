import FilterListOff from "@mui/icons-material/FilterListOff";
import Tune from "@mui/icons-material/Tune";
import Badge from "@mui/material/Badge";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import { isFiltered, type JobView, queryOf, withoutFilters } from "../job-view.ts";
import { CreatedByMeSwitch } from "./created-by-me-switch.tsx";
import { SearchField } from "./search-field.tsx";
import { SortSelect } from "./sort-select.tsx";
import { TagField } from "./tag-field.tsx";
import { TemplateFilter } from "./template-filter.tsx";
import { TimeFilter } from "./time-filter.tsx";

type FilterProps = {
  view: JobView;
  onChange: (change: Partial<JobView>, how?: { replace: boolean }) => void;
};

/**
 * The filters besides the state. On a phone all but the search fold away behind a button that
 * counts them.
 */
export function JobFilters({ view, onChange }: FilterProps) {
  const [open, setOpen] = useState(false);
  const folded = { display: { xs: open ? "contents" : "none", md: "contents" } };
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
      <SearchField value={view.q} onChange={(q) => onChange({ q }, { replace: true })} />
      <Badge badgeContent={hiddenFilters(view)} color="primary" sx={{ display: { md: "none" } }}>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<Tune />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          Filters
        </Button>
      </Badge>
      <Box sx={folded}>
        <TemplateFilter chosen={view.template} onChange={(template) => onChange({ template })} />
        <TagField value={view.tag} onChange={(tag) => onChange({ tag })} />
        <TimeFilter from={view.from} to={view.to} onChange={onChange} />
        <CreatedByMeSwitch on={view.mine} onChange={(mine) => onChange({ mine })} />
        <Box sx={{ flex: { md: 1 } }} />
        {isFiltered(view) && (
          <Button
            color="inherit"
            startIcon={<FilterListOff />}
            onClick={() => onChange(withoutFilters(view))}
          >
            Clear
          </Button>
        )}
        <SortSelect value={view.sort} onChange={(sort) => onChange({ sort })} />
      </Box>
    </Box>
  );
}

function hiddenFilters(view: JobView): number {
  return Object.keys(queryOf(view)).filter(
    (key) => key !== "q" && key !== "state" && key !== "sort",
  ).length;
}
