import type { JobState } from "@formwork/contracts/states";
import type { SvgIconComponent } from "@mui/icons-material";
import "./coloured-chip.css";

type ChipProps = {
  icon: SvgIconComponent;
  name: string;
  /** The state of a job whose colour it has. */
  colour: JobState;
};

/** Shows a state as icon, word and colour. */
export function ColouredChip({ icon: Icon, name, colour }: ChipProps) {
  return (
    <span className="fw-state" data-state={colour}>
      <Icon aria-hidden />
      {name}
    </span>
  );
}
