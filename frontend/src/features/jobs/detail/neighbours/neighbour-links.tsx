import NextIcon from "@mui/icons-material/KeyboardArrowDown";
import PreviousIcon from "@mui/icons-material/KeyboardArrowUp";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import Tooltip from "@mui/material/Tooltip";
import type { ComponentType } from "react";
import { Link } from "react-router";
import { TextLink } from "../../../../components/link-components.tsx";
import { paths } from "../../../../lib/paths.ts";
import { listState } from "../../list-state.ts";
import type { Neighbours } from "./use-neighbours.ts";

/**
 * Shows the way back to the list that the page of a job was opened from, and to the jobs before and
 * after it there. They replace the page in the browser's history, so that Back leads to the list.
 */
export function NeighbourLinks({ search, previous, next }: Neighbours) {
  return (
    <Box component="nav" aria-label="List" sx={bar}>
      <TextLink to={paths.jobs(search)} color="text.secondary" sx={{ mr: 0.5 }}>
        Jobs
      </TextLink>
      <NeighbourLink to={previous} search={search} label="Previous job (k)" icon={PreviousIcon} />
      <NeighbourLink to={next} search={search} label="Next job (j)" icon={NextIcon} />
    </Box>
  );
}

const bar = { display: "flex", alignItems: "center", mt: -1, mb: 0.5, ml: -0.25 } as const;

type LinkProps = {
  to: string | null;
  search: string;
  label: string;
  icon: ComponentType<SvgIconProps>;
};

function NeighbourLink({ to, search, label, icon: Icon }: LinkProps) {
  if (to === null)
    return (
      <IconButton size="small" disabled aria-label={label}>
        <Icon fontSize="small" />
      </IconButton>
    );
  return (
    <Tooltip title={label}>
      <IconButton
        component={Link}
        size="small"
        aria-label={label}
        to={paths.job(to)}
        state={listState(search)}
        replace
      >
        <Icon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}
