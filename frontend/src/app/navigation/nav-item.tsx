import type { SvgIconComponent } from "@mui/icons-material";
import ButtonBase from "@mui/material/ButtonBase";
import { Link, useLocation } from "react-router";
import { isWithin } from "./destinations.ts";

const style = {
  display: "flex",
  flexDirection: { sm: "column", lg: "row" },
  justifyContent: { sm: "center", lg: "flex-start" },
  gap: { sm: 0.25, lg: 1.25 },
  px: { sm: 0.5, lg: 1.25 },
  minHeight: { sm: 52, lg: 36 },
  borderRadius: 1,
  color: "text.secondary",
  fontSize: { sm: "0.6875rem", lg: "0.875rem" },
  fontWeight: 500,
  "& svg": { fontSize: 20 },
  "&:hover": { bgcolor: "action.hover", color: "text.primary" },
  "&[aria-current=page]": {
    bgcolor: "action.selected",
    color: "text.primary",
    "& svg": { color: "primary.main" },
  },
};

/** Shows one entry of the side navigation. */
export function NavItem({
  to,
  label,
  icon: Icon,
}: {
  to: string;
  label: string;
  icon: SvgIconComponent;
}) {
  const isCurrent = isWithin(useLocation().pathname, to);
  return (
    <ButtonBase component={Link} to={to} aria-current={isCurrent ? "page" : undefined} sx={style}>
      <Icon aria-hidden />
      {label}
    </ButtonBase>
  );
}
