import type { JobSummary } from "@formwork/contracts/job";
import MoreVert from "@mui/icons-material/MoreVert";
import IconButton from "@mui/material/IconButton";
import { useState } from "react";
import { lazyPopup } from "../../../components/lazy/lazy-popup.tsx";
import type { JobAction } from "./allowed-actions.ts";

const JobActionMenu = lazyPopup(async () => (await import("./job-action-menu.tsx")).JobActionMenu);

type ButtonProps = {
  job: JobSummary;
  only: readonly JobAction[];
  onAction: (action: JobAction, job: JobSummary) => void;
};

/** Opens a menu with the given actions of a job. */
export function MoreActionsButton({ job, only, onAction }: ButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      {anchor !== null && (
        <JobActionMenu
          anchor={anchor}
          job={job}
          only={only}
          onAction={onAction}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
