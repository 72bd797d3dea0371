import KeyboardArrowDown from "@mui/icons-material/KeyboardArrowDown";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { type ReactNode, useState } from "react";
import type { FilterDialog } from "./choices/filter-popover.tsx";

type ButtonProps = {
  /** Whether the filter leaves jobs out. */
  active: boolean;
  /** What is chosen, in words. */
  text: string;
  /** Renders what the filter is chosen from, while it is open. */
  children: (dialog: FilterDialog) => ReactNode;
};

/** Shows the value of a filter, and opens a dialog to choose another one. */
export function FilterButton({ active, text, children }: ButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        variant="outlined"
        color={active ? "primary" : "inherit"}
        endIcon={<KeyboardArrowDown />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ height: 36, fontWeight: 500, maxWidth: 260, whiteSpace: "nowrap" }}
      >
        <Box component="span" sx={{ overflow: "hidden", textOverflow: "ellipsis" }}>
          {text}
        </Box>
      </Button>
      {anchor !== null && children({ anchor, onClose: () => setAnchor(null) })}
    </>
  );
}
