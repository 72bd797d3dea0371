import Popover from "@mui/material/Popover";
import type { ReactNode } from "react";

type PopoverProps = {
  anchor: HTMLElement;
  label: string;
  onClose: () => void;
  children: ReactNode;
};

/** Shows what a filter is chosen from, below its button. */
export function FilterPopover({ anchor, label, onClose, children }: PopoverProps) {
  return (
    <Popover
      anchorEl={anchor}
      open
      onClose={onClose}
      anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
      slotProps={{ paper: { role: "dialog", "aria-label": label } }}
    >
      {children}
    </Popover>
  );
}
