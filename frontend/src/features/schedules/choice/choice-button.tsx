import ArrowIcon from "@mui/icons-material/KeyboardArrowDown";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Popover from "@mui/material/Popover";
import { type ReactNode, useState } from "react";

type ButtonProps = {
  /** What is chosen now. */
  text: string;
  /** What is chosen here. */
  label: string;
  active: boolean;
  /** Returns the choice; `close` has to be called when something is chosen. */
  children: (close: () => void) => ReactNode;
};

/** Shows what is chosen, and opens the choice, whose code is loaded then. */
export function ChoiceButton({ text, label, active, children }: ButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        variant="outlined"
        color={active ? "primary" : "inherit"}
        endIcon={<ArrowIcon />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        sx={{ height: 36, fontWeight: 500, maxWidth: 300, whiteSpace: "nowrap" }}
      >
        {text}
      </Button>
      <Popover
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
        slotProps={{ paper: { role: "dialog", "aria-label": label } }}
      >
        <Box sx={{ p: 1.5, width: 300, maxWidth: "100%" }}>{children(() => setAnchor(null))}</Box>
      </Popover>
    </>
  );
}
