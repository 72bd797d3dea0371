import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import type { ReactNode } from "react";

/** Lists things of the settings, one below the other. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box component="ul" aria-label={label} sx={{ m: 0, p: 0, listStyle: "none" }}>
      {children}
    </Box>
  );
}

/** Shows one of them: its name, what is known of it, and at the side what can be done with it. */
export function Row({
  name,
  children,
  actions,
}: {
  name: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <Box component="li" sx={row}>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontWeight: 500, overflowWrap: "anywhere" }}>{name}</Box>
        <Box sx={{ color: "text.secondary", fontSize: "0.8125rem", overflowWrap: "anywhere" }}>
          {children}
        </Box>
      </Box>
      <Box sx={side}>{actions}</Box>
    </Box>
  );
}

/** Takes the place of the rows while they are loading. */
export function LoadingRows() {
  return (
    <Box role="status" aria-label="Loading" sx={{ px: 2, py: 1 }}>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} height={48} />
      ))}
    </Box>
  );
}

const side = {
  display: "flex",
  gap: 1,
  flexWrap: "wrap",
  alignItems: "center",
  "&:empty": { display: "none" },
} as const;

const row = {
  display: "grid",
  gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) auto" },
  alignItems: "center",
  gap: 1.5,
  px: 2,
  py: 1.5,
  fontSize: "0.875rem",
  "& + li": { borderTop: 1, borderColor: "divider" },
} as const;
