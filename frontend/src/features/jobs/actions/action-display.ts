import type { SvgIconComponent } from "@mui/icons-material";
import Block from "@mui/icons-material/Block";
import DeleteOutlined from "@mui/icons-material/DeleteOutlined";
import DoneAll from "@mui/icons-material/DoneAll";
import EditOutlined from "@mui/icons-material/EditOutlined";
import PlayArrow from "@mui/icons-material/PlayArrow";
import Replay from "@mui/icons-material/Replay";
import type { JobAction } from "./allowed-actions.ts";

/** The label and icon of each action. */
export const actionDisplay: Record<JobAction, { label: string; icon: SvgIconComponent }> = {
  cancel: { label: "Cancel", icon: Block },
  retry: { label: "Retry", icon: Replay },
  rerun: { label: "Run again", icon: PlayArrow },
  edit: { label: "Edit & run again", icon: EditOutlined },
  dismiss: { label: "Dismiss", icon: DoneAll },
  delete: { label: "Delete", icon: DeleteOutlined },
};
