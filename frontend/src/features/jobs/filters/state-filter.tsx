import { type JobState, jobStates } from "@formwork/contracts/states";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import { useEffect, useRef } from "react";
import { stateIcons, stateName, tint } from "../../../components/chips/state-chip.tsx";
import { showInStrip } from "../../../components/show-in-strip.ts";
import type { JobView } from "../job-view.ts";
import { atLeastText, compactCount } from "./compact-count.ts";
import { useJobStats } from "./use-job-stats.ts";

type FilterProps = { view: JobView; onChange: (states: JobState[]) => void };

/**
 * Shows a switch per state; several may be on. Each has the number of its jobs among those that
 * match the other filters.
 */
export function StateFilter({ view, onChange }: FilterProps) {
  const { state: chosen } = view;
  const stats = useJobStats(view).data;
  const strip = useRef<HTMLDivElement>(null);
  const toggle = (state: JobState) =>
    onChange(
      chosen.includes(state) ? chosen.filter((other) => other !== state) : [...chosen, state],
    );
  const first = chosen[0];
  useEffect(() => {
    if (first !== undefined) showInStrip(strip.current, "[aria-pressed=true]");
  }, [first]);
  return (
    <Box ref={strip} role="group" aria-label="State" sx={stripStyle}>
      <Switch
        on={chosen.length === 0}
        label="All"
        count={stats?.total}
        isComplete={stats?.complete}
        onClick={() => onChange([])}
      />
      {jobStates.map((state) => (
        <Switch
          key={state}
          state={state}
          on={chosen.includes(state)}
          label={stateName(state)}
          count={stats?.byState[state]}
          isComplete={stats?.complete}
          onClick={() => toggle(state)}
        />
      ))}
    </Box>
  );
}

const stripStyle = {
  position: "relative",
  display: "flex",
  gap: 0.75,
  flexWrap: { sm: "wrap" },
  overflowX: "auto",
  mx: { xs: -2, sm: 0 },
  px: { xs: 2, sm: 0 },
  py: 0.25,
  scrollbarWidth: "none",
};

type SwitchProps = {
  state?: JobState;
  on: boolean;
  label: string;
  count: number | undefined;
  /** Whether there are no more than these. */
  isComplete: boolean | undefined;
  onClick: () => void;
};

function Switch({ state, on, label, count, isComplete, onClick }: SwitchProps) {
  const Icon = state && stateIcons[state];
  return (
    <ButtonBase
      aria-pressed={on}
      title={isComplete === false ? atLeastText(count) : undefined}
      onClick={onClick}
      sx={(theme) => {
        const colour =
          (state ? theme.vars?.palette.state[state] : theme.vars?.palette.primary.main) ?? "";
        return {
          flex: "none",
          gap: 0.75,
          height: 30,
          px: 1.25,
          borderRadius: "8px",
          border: "1px solid",
          fontSize: "0.8125rem",
          fontWeight: 500,
          borderColor: on ? colour : "divider",
          bgcolor: on ? tint(colour, 11) : "background.paper",
          color: on ? colour : "text.primary",
          "& svg": { fontSize: 15, color: colour },
          "&:hover": { borderColor: on ? colour : "text.disabled" },
        };
      }}
    >
      {Icon && <Icon aria-hidden />}
      {label}
      <Box
        component="span"
        sx={{
          color: on ? "inherit" : "text.secondary",
          fontVariantNumeric: "tabular-nums",
          minWidth: "1ch",
        }}
      >
        {count === undefined ? "" : compactCount(count, isComplete)}
      </Box>
    </ButtonBase>
  );
}
