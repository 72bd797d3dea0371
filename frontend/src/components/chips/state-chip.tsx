import type { JobState } from "@formwork/contracts/states";
import type { SvgIconComponent } from "@mui/icons-material";
import Autorenew from "@mui/icons-material/Autorenew";
import Block from "@mui/icons-material/Block";
import CheckCircle from "@mui/icons-material/CheckCircle";
import ErrorIcon from "@mui/icons-material/Error";
import EventOutlined from "@mui/icons-material/EventOutlined";
import HourglassEmpty from "@mui/icons-material/HourglassEmpty";
import Replay from "@mui/icons-material/Replay";
import { ColouredChip } from "./coloured-chip.tsx";

export const stateIcons: Record<JobState, SvgIconComponent> = {
  scheduled: EventOutlined,
  queued: HourglassEmpty,
  running: Autorenew,
  retrying: Replay,
  succeeded: CheckCircle,
  failed: ErrorIcon,
  cancelled: Block,
};

/** Returns the name of a state for the UI: its word with a capital. */
export function stateName(state: JobState): string {
  return state.charAt(0).toUpperCase() + state.slice(1);
}

/** Returns a CSS colour that is transparent but for `percent` of `colour`. */
export function tint(colour: string, percent: number): string {
  return `color-mix(in srgb, ${colour} ${percent}%, transparent)`;
}

/** Shows the state of a job as icon, word and colour. */
export function StateChip({ state }: { state: JobState }) {
  return <ColouredChip icon={stateIcons[state]} name={stateName(state)} colour={state} />;
}
