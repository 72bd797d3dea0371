import KeyboardArrowDown from "@mui/icons-material/KeyboardArrowDown";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { MouseEvent, ReactNode } from "react";

type ButtonProps = {
  active: boolean;
  popup: "menu" | "dialog";
  open: boolean;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  children: ReactNode;
};

/** Opens a filter and shows its value. */
export function FilterButton({ active, popup, open, onClick, children }: ButtonProps) {
  return (
    <Button
      variant="outlined"
      color={active ? "primary" : "inherit"}
      endIcon={<KeyboardArrowDown />}
      aria-haspopup={popup}
      aria-expanded={open}
      onClick={onClick}
      sx={{ height: 36, fontWeight: 500, maxWidth: 260, whiteSpace: "nowrap" }}
    >
      <Box component="span" sx={{ overflow: "hidden", textOverflow: "ellipsis" }}>
        {children}
      </Box>
    </Button>
  );
}
