import type { JobSummary } from "@formwork/contracts/job";
import Close from "@mui/icons-material/Close";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/dialogs/confirm-dialog.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { countText } from "../../../lib/text/count-text.ts";
import { actionDisplay } from "../actions/action-display.ts";
import { useJobStats } from "../filters/use-job-stats.ts";
import type { JobView } from "../job-view.ts";
import { verbOf } from "./action-words.ts";
import { confirmationOf } from "./confirmation.ts";
import { type ListAction, listActions, movableInStates, movableRows } from "./movable-jobs.ts";
import { selectedRows } from "./selection/selection.ts";
import type { RowSelection } from "./selection/use-selection.ts";
import { useStartAction } from "./use-start-action.ts";

type BarProps = RowSelection & { view: JobView; rows: readonly JobSummary[] };

/** Says how many jobs are selected, and what can be done to how many of them. */
export function ActionBar({ view, rows, selection, onSelectAll, onClear }: BarProps) {
  const selected = selectedRows(selection, rows);
  const { isAll } = selection;
  const mayChange = useMay("jobs:write");
  const stats = useJobStats(view).data;
  const total = stats && totalOf(stats, view);
  // Where the count ended early, no number is shown that could be too small.
  const isComplete = stats?.complete ?? true;
  const isKnown = !isAll || isComplete;
  const hasMore = !isComplete || (total ?? 0) > rows.length;
  const movable =
    isAll && stats ? movableInStates(stats.byState, view.state) : movableRows(selected);
  const countOf = (action: ListAction) => (isKnown ? movable[action] : null);
  const start = useStartAction({ onStarted: onClear });
  const [asked, setAsked] = useState<ListAction | null>(null);
  const run = (action: ListAction) =>
    start.mutate(isAll ? { action, view } : { action, ids: selected.map(({ id }) => id) });
  const choose = (action: ListAction) =>
    confirmationOf(action, { count: countOf(action), isAll }) === null
      ? run(action)
      : setAsked(action);
  const question = asked && confirmationOf(asked, { count: countOf(asked), isAll });
  return (
    <Box role="region" aria-label="Selected jobs" sx={bar}>
      {/* Takes a line of its own where the buttons do not fit beside it. */}
      <Box sx={{ display: "flex", alignItems: "center", gap: 1, flex: "1 0 auto", maxWidth: 1 }}>
        <IconButton size="small" aria-label="Clear the selection" onClick={onClear}>
          <Close fontSize="small" />
        </IconButton>
        <Box component="span" role="status" sx={{ fontWeight: 550 }}>
          {isAll
            ? `All ${total === undefined || !isComplete ? "jobs" : countText(total, "job")} that match`
            : `${countText(selected.length, "job")} selected`}
        </Box>
        {!isAll && selected.length === rows.length && hasMore && (
          <Button size="small" onClick={onSelectAll}>
            Select all {isComplete ? total?.toLocaleString("en") : ""} that match
          </Button>
        )}
      </Box>
      <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap" }}>
        {!mayChange && "Your role does not change jobs"}
        {(mayChange ? listActions : []).map((action) => (
          <ActionButton
            key={action}
            action={action}
            count={countOf(action)}
            disabled={start.isPending}
            onClick={() => choose(action)}
          />
        ))}
      </Box>
      <ConfirmDialog
        open={question !== null}
        title={question?.title ?? ""}
        text={question?.text ?? ""}
        action={question?.button ?? ""}
        keep="Leave them"
        onConfirm={() => {
          setAsked(null);
          if (asked !== null) run(asked);
        }}
        onClose={() => setAsked(null)}
      />
    </Box>
  );
}

type ButtonProps = {
  action: ListAction;
  /** Jobs that it would move; null where these are not known. */
  count: number | null;
  disabled: boolean;
  onClick: () => void;
};

function ActionButton({ action, count, disabled, onClick }: ButtonProps) {
  const { icon: Icon } = actionDisplay[action];
  return (
    <Button
      size="small"
      variant="outlined"
      color={action === "delete" ? "error" : "inherit"}
      startIcon={<Icon />}
      disabled={disabled || count === 0}
      onClick={onClick}
      // On a phone all four fit into one line without their icons.
      sx={{ "& .MuiButton-startIcon": { display: { xs: "none", sm: "inherit" } } }}
    >
      {verbOf(action)} {count !== null && count > 0 && count.toLocaleString("en")}
    </Button>
  );
}

function totalOf(stats: { total: number; byState: Record<string, number> }, { state }: JobView) {
  return state.length === 0
    ? stats.total
    : state.reduce((sum, one) => sum + (stats.byState[one] ?? 0), 0);
}

const bar = {
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: 1,
  px: { xs: 1, sm: 2 },
  py: 1,
  borderTop: 1,
  borderColor: "divider",
  bgcolor: "background.paper",
  boxShadow: 4,
  zIndex: 1,
};
