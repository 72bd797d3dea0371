import type { JobState } from "@formwork/contracts/states";
import type { Worker } from "@formwork/contracts/worker";
import type { SvgIconComponent } from "@mui/icons-material";
import CheckCircle from "@mui/icons-material/CheckCircle";
import ErrorIcon from "@mui/icons-material/Error";
import HourglassBottom from "@mui/icons-material/HourglassBottom";
import PowerSettingsNew from "@mui/icons-material/PowerSettingsNew";
import { ColouredChip } from "../../../components/chips/coloured-chip.tsx";

type Look = { icon: SvgIconComponent; name: string; colour: JobState };

const looks = {
  online: { icon: CheckCircle, name: "Online", colour: "succeeded" },
  draining: { icon: HourglassBottom, name: "Draining", colour: "retrying" },
  silent: { icon: ErrorIcon, name: "Offline", colour: "failed" },
  stopped: { icon: PowerSettingsNew, name: "Stopped", colour: "cancelled" },
} satisfies Record<string, Look>;

/** Shows where a worker is in its life as icon, word and colour. */
export function WorkerState({ worker: { state, end } }: { worker: Pick<Worker, "state" | "end"> }) {
  const { icon, name, colour } = looks[state === "offline" ? (end ?? "silent") : state];
  return <ColouredChip icon={icon} name={name} colour={colour} />;
}
