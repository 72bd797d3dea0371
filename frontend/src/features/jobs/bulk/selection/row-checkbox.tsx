import "./row-checkbox.css";
import { type MouseEvent, memo } from "react";

type CheckboxProps = {
  id: string;
  /** What tells the job from others. */
  name: string;
  checked: boolean;
  onSelect: (id: string, range: boolean) => void;
};

/** Selects a row of the list; with the shift key all rows up to it. */
export const RowCheckbox = memo(function RowCheckbox({
  id,
  name,
  checked,
  ...props
}: CheckboxProps) {
  const onClick = (event: MouseEvent) => props.onSelect(id, event.shiftKey);
  return (
    <label className="fw-check">
      {/* A click knows of the shift key, a change does not. */}
      <input
        type="checkbox"
        aria-label={`Select ${name}`}
        checked={checked}
        onClick={onClick}
        onChange={() => undefined}
      />
    </label>
  );
});
