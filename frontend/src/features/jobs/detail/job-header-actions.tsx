import type { Job } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { Theme } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { actionDisplay } from "../actions/action-display.ts";
import { allowedActions, type JobAction } from "../actions/allowed-actions.ts";
import { MoreActionsButton } from "../actions/more-actions-button.tsx";
import { useJobActions } from "../actions/use-job-actions.tsx";
import { NotifyMeButton } from "./notify-me-button.tsx";

const always: readonly JobAction[] = ["dismiss", "delete"];
const onPhones: readonly JobAction[] = ["edit", ...always];

/** What can be done with the job, the likeliest first; what destroys is one step further away. */
export function JobHeaderActions({ job, onDeleted }: { job: Job; onDeleted: () => void }) {
  const { run, pending, dialog } = useJobActions(onDeleted);
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down("sm"));
  const inMenu = narrow ? onPhones : always;
  const offered = allowedActions(job);
  const buttons = offered.filter((action) => !inMenu.includes(action));
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
      <NotifyMeButton job={job} />
      {buttons.map((action, index) => {
        const { label, icon: Icon } = actionDisplay[action];
        const first = index === 0 && action !== "cancel";
        return (
          <Button
            key={action}
            variant={first ? "contained" : "outlined"}
            color={colourOf(action, first)}
            startIcon={<Icon />}
            disabled={pending}
            onClick={() => run(action, job)}
          >
            {label}
          </Button>
        );
      })}
      {offered.some((action) => inMenu.includes(action)) && (
        <MoreActionsButton job={job} only={inMenu} onAction={run} />
      )}
      {dialog}
    </Box>
  );
}

function colourOf(action: JobAction, first: boolean): "error" | "primary" | "inherit" {
  if (action === "cancel") return "error";
  return first ? "primary" : "inherit";
}
