import FilterListOff from "@mui/icons-material/FilterListOff";
import Tune from "@mui/icons-material/Tune";
import Badge from "@mui/material/Badge";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import { useState } from "react";
import { SearchField } from "../../../components/search-field.tsx";
import { useMe } from "../../../lib/api/people/use-me.ts";
import { isFiltered, type JobView, queryOf, withoutFilters } from "../job-view.ts";
import { SortSelect } from "./sort-select.tsx";
import { TagFilter } from "./tag-filter.tsx";
import { TemplateFilter } from "./template-filter.tsx";
import { TimeFilter } from "./time-filter.tsx";
import { WhoseJobs } from "./whose-jobs.tsx";

type FilterProps = {
  view: JobView;
  onChange: (change: Partial<JobView>, options?: { replace: boolean }) => void;
};

/**
 * Shows the filters other than the state. On a phone all but the search are folded away behind a
 * button with the number of those in use.
 */
export function JobFilters({ view, onChange }: FilterProps) {
  const [isOpen, setOpen] = useState(false);
  // All jobs of others are foreign: there is nothing to choose from.
  const seesAll = useMe().data?.sees !== "own";
  const folded = { display: { xs: isOpen ? "contents" : "none", md: "contents" } };
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
      <SearchField
        label="Search jobs"
        placeholder="Search id, name, tag, error, input"
        value={view.q}
        onChange={(q) => onChange({ q }, { replace: true })}
      />
      <Badge badgeContent={countFolded(view)} color="primary" sx={{ display: { md: "none" } }}>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<Tune />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Filters
        </Button>
      </Badge>
      <Box sx={folded}>
        <TemplateFilter chosen={view.template} onChange={(template) => onChange({ template })} />
        <TagFilter chosen={view.tag} onChange={(tag) => onChange({ tag })} />
        <TimeFilter from={view.from} to={view.to} timeField={view.timeField} onChange={onChange} />
        {seesAll && <WhoseJobs mine={view.mine} onChange={(mine) => onChange({ mine })} />}
        {view.more.map((param) => (
          <Chip
            key={param.join()}
            label={param.join(": ")}
            onDelete={() => onChange({ more: view.more.filter((other) => other !== param) })}
            slotProps={{ label: { title: param.join(": ") } }}
            sx={{ maxWidth: 240 }}
          />
        ))}
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

function countFolded(view: JobView): number {
  return Object.keys(queryOf(view)).filter(
    (key) => !["q", "state", "sort", "timeField"].includes(key),
  ).length;
}
