import type { JobSort } from "@formwork/contracts/operations";
import Box from "@mui/material/Box";
import { rowGrid } from "./row-columns.ts";

const names = ["State", "Job", "Progress", "Attempt", "When", "Duration"];

/** The names of the columns; a phone's rows explain themselves. */
export function RowHeader({ sort }: { sort: JobSort }) {
  const order = sort.startsWith("-") ? "descending" : "ascending";
  return (
    <Box
      role="rowgroup"
      sx={{
        display: { xs: "none", md: "block" },
        borderBottom: 1,
        borderColor: "divider",
        color: "text.secondary",
        bgcolor: "background.paper",
        position: "sticky",
        top: 0,
        zIndex: 2,
      }}
    >
      <Box role="row" sx={[rowGrid, { height: 34, fontSize: "0.75rem", fontWeight: 550 }]}>
        {names.map((name) => (
          <Box
            component="span"
            key={name}
            role="columnheader"
            aria-sort={name === "When" && sort.endsWith("createdAt") ? order : undefined}
          >
            {name}
          </Box>
        ))}
        <Box component="span" role="columnheader" aria-label="Actions" />
      </Box>
    </Box>
  );
}
