import type { Job } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { Theme } from "@mui/material/styles";
import Tooltip from "@mui/material/Tooltip";
import useMediaQuery from "@mui/material/useMediaQuery";
import { actionDisplay } from "../actions/action-display.ts";
import type { JobAction } from "../actions/allowed-actions.ts";
import { MoreActionsButton } from "../actions/more-actions-button.tsx";
import { useAllowedActions } from "../actions/use-allowed-actions.ts";
import { useJobActions } from "../actions/use-job-actions.tsx";
import { NotifyMeButton } from "./notify-me-button.tsx";

const menuActions: readonly JobAction[] = ["dismiss", "delete"];
/** What a person rarely wants of the job is no first choice, even where it is the first button. */
const neverPrimary: readonly JobAction[] = ["later", "cancel"];
const phoneMenuActions: readonly JobAction[] = ["later", "edit", ...menuActions];

/** Shows the allowed actions of a job as buttons; dismiss and delete are in a menu. */
export function JobHeaderActions({ job, onDeleted }: { job: Job; onDeleted: () => void }) {
  const { run, pending, dialog } = useJobActions(onDeleted);
  const isPhone = useMediaQuery((theme: Theme) => theme.breakpoints.down("sm"));
  const inMenu = isPhone ? phoneMenuActions : menuActions;
  const allowed = useAllowedActions(job);
  const buttons = allowed.filter((action) => !inMenu.includes(action));
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
      <NotifyMeButton job={job} />
      {buttons.map((action, index) => {
        const { label, icon: Icon, effect } = actionDisplay[action];
        const isPrimary = index === 0 && !neverPrimary.includes(action);
        return (
          <Tooltip key={action} title={effect} describeChild>
            {/* A disabled button has no events for the tooltip; the span has. */}
            <span>
              <Button
                variant={isPrimary ? "contained" : "outlined"}
                color={colourOf(action, isPrimary)}
                startIcon={<Icon />}
                disabled={pending}
                onClick={() => run(action, job)}
              >
                {label}
              </Button>
            </span>
          </Tooltip>
        );
      })}
      {allowed.some((action) => inMenu.includes(action)) && (
        <MoreActionsButton job={job} only={inMenu} onAction={run} />
      )}
      {dialog}
    </Box>
  );
}

function colourOf(action: JobAction, isPrimary: boolean): "error" | "primary" | "inherit" {
  if (action === "cancel") return "error";
  return isPrimary ? "primary" : "inherit";
}
