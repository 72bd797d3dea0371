import type { JobSort } from "@formwork/contracts/job-query";
import Sort from "@mui/icons-material/Sort";
import InputAdornment from "@mui/material/InputAdornment";
import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";

const labels: Record<JobSort, string> = {
  "-createdAt": "Newest first",
  createdAt: "Oldest first",
  runAt: "Due soonest",
  "-runAt": "Due latest",
  "-priority": "Highest priority",
  priority: "Lowest priority",
  "-finishedAt": "Finished last",
  finishedAt: "Finished first",
};

/** Selects the order of the list. */
export function SortSelect({
  value,
  onChange,
}: {
  value: JobSort;
  onChange: (sort: JobSort) => void;
}) {
  const icon = (
    <InputAdornment position="start" sx={{ mr: 0.5 }}>
      <Sort sx={{ fontSize: 18 }} />
    </InputAdornment>
  );
  return (
    <Select
      value={value}
      onChange={(event) => onChange(event.target.value)}
      startAdornment={icon}
      slotProps={{ input: { "aria-label": "Order" } }}
      sx={{ fontSize: "0.8125rem", height: 36 }}
    >
      {Object.entries(labels).map(([sort, label]) => (
        <MenuItem key={sort} value={sort}>
          {label}
        </MenuItem>
      ))}
    </Select>
  );
}
