import NextIcon from "@mui/icons-material/KeyboardArrowDown";
import PreviousIcon from "@mui/icons-material/KeyboardArrowUp";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import Tooltip from "@mui/material/Tooltip";
import { type ComponentType, useEffect, useEffectEvent } from "react";
import { Link, useNavigate } from "react-router";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { listState } from "../list-state.ts";
import { useNeighbours } from "./use-neighbours.ts";

/**
 * Shows the way back to the list that the page of a job was opened from, and to the jobs before and
 * after it there. They replace the page in the browser's history, so that Back leads to the list.
 */
export function NeighbourLinks({ id }: { id: string }) {
  const neighbours = useNeighbours(id);
  useNeighbourKeys(neighbours);
  if (neighbours === null) return null;
  const { search, previous, next } = neighbours;
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

/** Goes to the next job on `j` and to the previous one on `k`, except while somebody types. */
function useNeighbourKeys(neighbours: ReturnType<typeof useNeighbours>): void {
  const navigate = useNavigate();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const to = { j: neighbours?.next, k: neighbours?.previous }[event.key];
    if (!to || isBusy(event)) return;
    navigate(paths.job(to), { replace: true, state: listState(neighbours?.search ?? "") });
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

/** Whether a key belongs to something else: a field, a menu or dialog, the browser. */
function isBusy(event: KeyboardEvent): boolean {
  const { target } = event;
  const isElsewhere =
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable=true], [role=menu], [role=dialog]");
  return event.ctrlKey || event.metaKey || event.altKey || Boolean(isElsewhere);
}
