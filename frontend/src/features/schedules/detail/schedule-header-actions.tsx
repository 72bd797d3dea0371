import type { Schedule } from "@formwork/contracts/schedule";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { useTemplateRights } from "../../../lib/api/templates/use-template-rights.ts";
import { actionLooks } from "../actions/action-look.ts";
import { allowedActions, type ScheduleAction } from "../actions/schedule-action.ts";
import { ScheduleMenuButton } from "../actions/schedule-menu-button.tsx";
import { useScheduleActions } from "../actions/use-schedule-actions.tsx";

const asButtons: readonly ScheduleAction[] = ["trigger", "edit", "pause", "resume"];

type ActionsProps = { schedule: Schedule; onDeleted: () => void };

/** Shows the likely actions on a schedule as buttons, and the others in a menu. */
export function ScheduleHeaderActions({ schedule, onDeleted }: ActionsProps) {
  const { run, isPending, dialog } = useScheduleActions(onDeleted);
  const mayWrite = useMay("schedules:write");
  const { mayRun } = useTemplateRights();
  if (!mayWrite) return null;
  const allowed = allowedActions(schedule, mayRun(schedule.template));
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
      {allowed
        .filter((action) => asButtons.includes(action))
        .map((action) => {
          const { label, icon: Icon } = actionLooks[action];
          return (
            <Button
              key={action}
              variant={action === "resume" ? "contained" : "outlined"}
              color={action === "resume" ? "primary" : "inherit"}
              startIcon={<Icon />}
              disabled={isPending}
              onClick={() => run(action, schedule)}
            >
              {label}
            </Button>
          );
        })}
      <ScheduleMenuButton
        schedule={schedule}
        actions={allowed.filter((action) => !asButtons.includes(action))}
        onAction={run}
      />
      {dialog}
    </Box>
  );
}
