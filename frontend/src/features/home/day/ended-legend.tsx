import Box from "@mui/material/Box";
import { stateIcons, stateName } from "../../../components/chips/state-chip.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import type { Ended } from "../../../components/time-brush/span-of-buckets.ts";
import { endedJobsPath } from "../../../lib/ended-jobs.ts";

/** Names the parts of the bars, with how many jobs each has; links to those jobs. */
export function EndedLegend({ total, from }: { total: Ended; from: string }) {
  return (
    <Box component="ul" aria-label="Jobs of the last 24 hours" sx={list}>
      {(["succeeded", "failed", "cancelled"] as const).map((state) => {
        const Icon = stateIcons[state];
        return (
          <li key={state}>
            <Box component={Icon} aria-hidden sx={{ fontSize: 16, color: `state.${state}` }} />
            <TextLink to={endedJobsPath({ from, states: [state] })} color="inherit">
              {stateName(state)} <strong>{total[state].toLocaleString("en")}</strong>
            </TextLink>
          </li>
        );
      })}
    </Box>
  );
}

const list = {
  listStyle: "none",
  display: "flex",
  flexWrap: "wrap",
  columnGap: 2,
  rowGap: 0.5,
  m: 0,
  p: 0,
  mb: 1,
  fontSize: "0.8125rem",
  "& li": { display: "flex", alignItems: "center", gap: 0.5 },
  "& strong": { fontVariantNumeric: "tabular-nums", fontWeight: 600 },
} as const;
