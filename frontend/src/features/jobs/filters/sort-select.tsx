import type { JobSort } from "@formwork/contracts/job-query";
import Sort from "@mui/icons-material/Sort";
import NativeSelect from "@mui/material/NativeSelect";

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
  return (
    <NativeSelect
      disableUnderline
      value={value}
      onChange={(event) => onChange(event.target.value as JobSort)} // its options are these
      startAdornment={<Sort sx={{ fontSize: 18, ml: 1.25 }} />}
      inputProps={{ "aria-label": "Order" }}
      sx={select}
    >
      {Object.entries(labels).map(([sort, label]) => (
        <option key={sort} value={sort}>
          {label}
        </option>
      ))}
    </NativeSelect>
  );
}

const select = {
  height: 36,
  fontSize: "0.8125rem",
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  "& select": { pl: 0.75, py: 0.75 },
  "&:focus-within": { outline: 2, outlineColor: "primary.main" },
} as const;
