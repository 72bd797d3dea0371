import type { JobSummary } from "@formwork/contracts/job";
import MoreVert from "@mui/icons-material/MoreVert";
import { memo } from "react";
import { jobName } from "../../../../lib/text/job-name.ts";
import { shortId } from "../../../../lib/text/short-id.ts";

type ButtonProps = { job: JobSummary; onOpen: (anchor: HTMLElement, job: JobSummary) => void };

/** Opens the menu of actions, which all rows share. */
export const RowMenuButton = memo(function RowMenuButton({ job, onOpen }: ButtonProps) {
  return (
    <button
      type="button"
      className="menu-button"
      aria-haspopup="menu"
      aria-label={`Actions for job ${jobName(job, shortId(job.id))}`}
      onClick={(event) => onOpen(event.currentTarget, job)}
    >
      <MoreVert fontSize="small" />
    </button>
  );
});
