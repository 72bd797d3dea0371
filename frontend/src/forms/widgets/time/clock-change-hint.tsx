import Button from "@mui/material/Button";
import { Hint } from "../../layout/hint.tsx";
import { clockChange } from "./clock-change.ts";

type ClockChangeHintProps = {
  instant: string | undefined;
  zone: string;
  /** The wall-clock time that was typed, while it is known. */
  typed: string | null;
  onChange: (instant: string) => void;
  disabled: boolean;
};

/** Says what happens to a time in the night in which clocks change, and offers the other one. */
export function ClockChangeHint({
  instant,
  zone,
  typed,
  onChange,
  disabled,
}: ClockChangeHintProps) {
  const change = instant === undefined ? null : clockChange(instant, zone, typed);
  if (change === null) return null;
  if (change.kind === "skipped")
    return (
      <Hint>
        {change.typed} does not exist on this day, because clocks go forward. It became{" "}
        {change.taken}.
      </Hint>
    );
  const otherOrder = change.order === "first" ? "second" : "first";
  return (
    <Hint>
      This time comes twice on this day, because clocks go back. Meant is the {change.order} (UTC
      {change.offset}).{" "}
      <Button size="small" disabled={disabled} onClick={() => onChange(change.other)}>
        Use the {otherOrder} (UTC{change.otherOffset})
      </Button>
    </Hint>
  );
}
