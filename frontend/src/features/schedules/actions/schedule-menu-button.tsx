import type { Schedule } from "@formwork/contracts/schedule";
import MoreVert from "@mui/icons-material/MoreVert";
import IconButton from "@mui/material/IconButton";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";
import { actionLooks } from "./action-look.ts";
import type { ScheduleAction } from "./schedule-action.ts";

type ButtonProps = {
  schedule: Schedule;
  actions: readonly ScheduleAction[];
  onAction: (action: ScheduleAction, schedule: Schedule) => void;
  /** Called when the menu opens and closes. */
  onOpen?: (isOpen: boolean) => void;
};

/** Opens a menu with actions on a schedule. */
export function ScheduleMenuButton({ schedule, actions, onAction, onOpen }: ButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  function open(element: HTMLElement | null) {
    setAnchor(element);
    onOpen?.(element !== null);
  }
  return (
    <>
      <IconButton
        aria-label={`Actions on ${schedule.name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => open(currentTarget)}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => open(null)}>
        {actions.map((action) => {
          const { label, icon: Icon } = actionLooks[action];
          return (
            <MenuItem
              key={action}
              onClick={() => {
                open(null);
                onAction(action, schedule);
              }}
            >
              <ListItemIcon>
                <Icon fontSize="small" />
              </ListItemIcon>
              {label}
            </MenuItem>
          );
        })}
      </Menu>
    </>
  );
}
