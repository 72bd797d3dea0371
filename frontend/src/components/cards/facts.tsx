import Box from "@mui/material/Box";
import type { ReactNode } from "react";

/** Lists properties: a name and a value in each line. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Box component="dl" sx={list}>
      {children}
    </Box>
  );
}

/** Shows one property; nothing where its value is null. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null) return null;
  return (
    <>
      <Box component="dt" sx={{ color: "text.secondary" }}>
        {name}
      </Box>
      <Box component="dd" sx={{ m: 0, overflowWrap: "anywhere" }}>
        {children}
      </Box>
    </>
  );
}

const list = {
  display: "grid",
  gridTemplateColumns: "104px minmax(0, 1fr)",
  rowGap: 0.75,
  columnGap: 1.5,
  m: 0,
  fontSize: "0.8125rem",
} as const;
