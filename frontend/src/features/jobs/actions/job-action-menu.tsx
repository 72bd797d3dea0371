import type { JobSummary } from "@formwork/contracts/job";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { actionDisplay } from "./action-display.ts";
import type { JobAction } from "./allowed-actions.ts";
import { useAllowedActions } from "./use-allowed-actions.ts";

type MenuProps = {
  anchor: HTMLElement;
  job: JobSummary;
  /** Limits the menu to these actions. */
  only?: readonly JobAction[];
  onAction: (action: JobAction, job: JobSummary) => void;
  onClose: () => void;
};

/** Shows the open menu of the actions allowed on a job. */
export function JobActionMenu({ anchor, job, only, onAction, onClose }: MenuProps) {
  const offered = useAllowedActions(job).filter(
    (action) => only === undefined || only.includes(action),
  );
  const choose = (action: JobAction) => {
    onClose();
    onAction(action, job);
  };
  return (
    <Menu anchorEl={anchor} open onClose={onClose}>
      {offered.length === 0 && <MenuItem disabled>Nothing that you may do now</MenuItem>}
      {offered.map((action) => {
        const { label, icon: Icon, effect } = actionDisplay[action];
        return (
          <MenuItem
            key={action}
            onClick={() => choose(action)}
            title={effect}
            sx={action === "delete" ? { color: "error.main" } : {}}
          >
            <ListItemIcon sx={{ color: "inherit" }}>
              <Icon fontSize="small" />
            </ListItemIcon>
            {label}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
