import Popover from "@mui/material/Popover";
import type { ReactNode } from "react";

/** The button below which the dialog of a filter opens, and what closes it. */
export type FilterDialog = { anchor: HTMLElement; onClose: () => void };

type PopoverProps = FilterDialog & { label: string; children: ReactNode };

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
