import type { SvgIconComponent } from "@mui/icons-material";
import Block from "@mui/icons-material/Block";
import DeleteOutlined from "@mui/icons-material/DeleteOutlined";
import DoneAll from "@mui/icons-material/DoneAll";
import EditOutlined from "@mui/icons-material/EditOutlined";
import PlayArrow from "@mui/icons-material/PlayArrow";
import Replay from "@mui/icons-material/Replay";
import Schedule from "@mui/icons-material/Schedule";
import type { JobAction } from "./allowed-actions.ts";

type ActionDisplay = {
  label: string;
  icon: SvgIconComponent;
  /** What the action does, in one sentence. */
  effect: string;
};

/** The label, icon and effect of each action. */
export const actionDisplay: Record<JobAction, ActionDisplay> = {
  now: {
    label: "Run now",
    icon: PlayArrow,
    effect: "Makes this job due at once, instead of at its time.",
  },
  later: {
    label: "Later…",
    icon: Schedule,
    effect: "Asks for another time, before which this job does not run.",
  },
  cancel: { label: "Cancel", icon: Block, effect: "Stops this job; it ends as cancelled." },
  retry: {
    label: "Retry",
    icon: Replay,
    effect: "Queues this same job again, with all its attempts.",
  },
  rerun: {
    label: "Run again",
    icon: PlayArrow,
    effect: "Makes a new job with the same payload, version and options, due now.",
  },
  edit: {
    label: "Edit & run again",
    icon: EditOutlined,
    effect: "Opens the form filled in from this job, to change it and make a new one.",
  },
  dismiss: {
    label: "Dismiss",
    icon: DoneAll,
    effect: "Takes this job out of the dead letters; it stays failed.",
  },
  delete: {
    label: "Delete",
    icon: DeleteOutlined,
    effect: "Removes this job with its log and result, for ever.",
  },
};
