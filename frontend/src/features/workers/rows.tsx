import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

/** Lists workers or queues. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box component="ul" aria-label={label} sx={list}>
      {children}
    </Box>
  );
}

/** Stands in for the rows while they are loaded. */
export function LoadingRows({ label }: { label: string }) {
  return (
    <Box component="ul" aria-label={label} aria-busy sx={list}>
      {["a", "b", "c"].map((key) => (
        <Skeleton key={key} component="li" variant="rounded" height={104} />
      ))}
    </Box>
  );
}

/** Shows the name of a row as its heading, and its state beside it. */
export function RowHead({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1, flexWrap: "wrap" }}>
      <Typography component="h2" variant="h3" sx={{ overflowWrap: "anywhere" }}>
        {name}
      </Typography>
      {children}
    </Box>
  );
}

/** Shows a line of a row below its name. */
export function RowLine({ children }: { children: ReactNode }) {
  return <Box sx={line}>{children}</Box>;
}

const list = { display: "grid", gap: 1.5, m: 0, p: 0, listStyle: "none" } as const;
const line = {
  color: "text.secondary",
  fontSize: "0.8125rem",
  mt: 0.25,
  overflowWrap: "anywhere",
};
