import type { JobSummary } from "@formwork/contracts/job";
import MoreVert from "@mui/icons-material/MoreVert";
import IconButton from "@mui/material/IconButton";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";
import { actionLooks } from "./action-looks.ts";
import { actionsFor, type JobAction } from "./job-actions.ts";
import { shortId } from "./short-id.ts";

type MenuProps = { job: JobSummary; only?: readonly JobAction[]; onAction: (action: JobAction, job: JobSummary) => void };

/** What can be done with a job, behind three dots. */
export function ActionMenu({ job, only, onAction }: MenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const offered = actionsFor(job).filter((action) => only === undefined || only.includes(action));
  const choose = (action: JobAction) => {
    setAnchor(null);
    onAction(action, job);
  };
  return (
    <>
      <IconButton
        aria-label={`Actions for job ${shortId(job.id)}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      {anchor !== null && (
        <Menu anchorEl={anchor} open onClose={() => setAnchor(null)}>
          {offered.map((action) => {
            const { label, icon: Icon } = actionLooks[action];
            return (
              <MenuItem key={action} onClick={() => choose(action)} sx={action === "delete" ? { color: "error.main" } : {}}>
                <ListItemIcon sx={{ color: "inherit" }}>
                  <Icon fontSize="small" />
                </ListItemIcon>
                {label}
              </MenuItem>
            );
          })}
        </Menu>
      )}
    </>
  );
}
