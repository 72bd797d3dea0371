import type { Schedule } from "@formwork/contracts/schedule";
import type { SvgIconComponent } from "@mui/icons-material";
import EndedIcon from "@mui/icons-material/EventAvailableRounded";
import ActiveIcon from "@mui/icons-material/EventRepeatRounded";
import PausedIcon from "@mui/icons-material/PauseCircleOutlineRounded";
import HaltedIcon from "@mui/icons-material/ReportProblemOutlined";
import "../../components/state-chip.css";
import { needsAttention } from "./schedule-state.ts";

type Look = { name: string; icon: SvgIconComponent; state: string };

const looks: Record<Schedule["state"] | "halted", Look> = {
  active: { name: "Active", icon: ActiveIcon, state: "succeeded" },
  paused: { name: "Paused", icon: PausedIcon, state: "cancelled" },
  ended: { name: "Ended", icon: EndedIcon, state: "cancelled" },
  halted: { name: "Stopped", icon: HaltedIcon, state: "failed" },
};

/** Shows the state of a schedule as icon, word and colour; one that Formwork paused is stopped. */
export function ScheduleStateChip({ schedule }: { schedule: Schedule }) {
  const { name, icon: Icon, state } = looks[needsAttention(schedule) ? "halted" : schedule.state];
  return (
    <span className="fw-state" data-state={state}>
      <Icon aria-hidden />
      {name}
    </span>
  );
}
