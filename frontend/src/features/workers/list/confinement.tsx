import type { JobConfinement } from "@formwork/contracts/worker";
import WarningAmber from "@mui/icons-material/WarningAmber";
import Box from "@mui/material/Box";
import { RowLine } from "../rows.tsx";
import { confinementText } from "./confinement-text.ts";

/** Says as whom the jobs of a worker run, and warns where something does not keep them apart. */
export function Confinement({ confinement }: { confinement: JobConfinement }) {
  const { text, isOpen } = confinementText(confinement);
  if (confinement.lacks.length === 0) return <RowLine>{text}</RowLine>;
  return (
    <Box component="details" sx={line}>
      <Box component="summary" sx={summary}>
        {isOpen && <WarningAmber color="warning" aria-label="Warning" sx={icon} />}
        {text}
      </Box>
      <Box component="ul" aria-label="What does not keep its jobs apart" sx={list}>
        {confinement.lacks.map((lack) => (
          <li key={lack}>{lack}</li>
        ))}
      </Box>
    </Box>
  );
}

const line = {
  color: "text.secondary",
  fontSize: "0.8125rem",
  mt: 0.25,
  overflowWrap: "anywhere",
} as const;
/** As high as a finger needs. */
const summary = { cursor: "pointer", minHeight: 24, py: 0.25 } as const;
const icon = { fontSize: "1rem", mr: 0.5, verticalAlign: "text-bottom" } as const;
const list = { m: 0, my: 0.5, pl: 2.5 } as const;
