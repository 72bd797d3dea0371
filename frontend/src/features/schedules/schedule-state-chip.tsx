import type { Schedule } from "@formwork/contracts/schedule";
import type { JobState } from "@formwork/contracts/states";
import type { SvgIconComponent } from "@mui/icons-material";
import EndedIcon from "@mui/icons-material/EventAvailableRounded";
import ActiveIcon from "@mui/icons-material/EventRepeatRounded";
import PausedIcon from "@mui/icons-material/PauseCircleOutlineRounded";
import HaltedIcon from "@mui/icons-material/ReportProblemOutlined";
import { ColouredChip } from "../../components/chips/coloured-chip.tsx";
import { needsAttention } from "./schedule-state.ts";

type Look = { name: string; icon: SvgIconComponent; colour: JobState };

const looks: Record<Schedule["state"] | "halted", Look> = {
  active: { name: "Active", icon: ActiveIcon, colour: "succeeded" },
  paused: { name: "Paused", icon: PausedIcon, colour: "cancelled" },
  ended: { name: "Ended", icon: EndedIcon, colour: "cancelled" },
  halted: { name: "Stopped", icon: HaltedIcon, colour: "failed" },
};

/** Shows the state of a schedule as icon, word and colour; one that Formwork paused is stopped. */
export function ScheduleStateChip({ schedule }: { schedule: Schedule }) {
  const { name, icon, colour } = looks[needsAttention(schedule) ? "halted" : schedule.state];
  return <ColouredChip icon={icon} name={name} colour={colour} />;
}
