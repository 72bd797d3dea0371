import type { SvgIconComponent } from "@mui/icons-material";
import TriggerIcon from "@mui/icons-material/BoltRounded";
import DeleteIcon from "@mui/icons-material/DeleteOutlineRounded";
import EditIcon from "@mui/icons-material/EditOutlined";
import BackfillIcon from "@mui/icons-material/HistoryRounded";
import PauseIcon from "@mui/icons-material/PauseRounded";
import ResumeIcon from "@mui/icons-material/PlayArrowRounded";
import SkipIcon from "@mui/icons-material/SkipNextRounded";
import type { ScheduleAction } from "./schedule-action.ts";

/** How each action is called and drawn. */
export const actionLooks: Record<ScheduleAction, { label: string; icon: SvgIconComponent }> = {
  trigger: { label: "Run now", icon: TriggerIcon },
  edit: { label: "Edit", icon: EditIcon },
  pause: { label: "Pause…", icon: PauseIcon },
  resume: { label: "Resume", icon: ResumeIcon },
  "skip-next": { label: "Skip the next run", icon: SkipIcon },
  backfill: { label: "Fill a past window…", icon: BackfillIcon },
  delete: { label: "Delete…", icon: DeleteIcon },
};
