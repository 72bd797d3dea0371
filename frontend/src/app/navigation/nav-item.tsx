import type { SvgIconComponent } from "@mui/icons-material";
import Box from "@mui/material/Box";
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
  textAlign: "center",
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
  badge,
}: {
  to: string;
  label: string;
  icon: SvgIconComponent;
  /** What somebody has to look after there. */
  badge?: string | undefined;
}) {
  const isCurrent = isWithin(useLocation().pathname, to);
  return (
    <ButtonBase component={Link} to={to} aria-current={isCurrent ? "page" : undefined} sx={style}>
      <Icon aria-hidden />
      {label}
      {badge !== undefined && (
        <Box component="span" sx={badgeStyle}>
          {badge}
        </Box>
      )}
    </ButtonBase>
  );
}

const badgeStyle = {
  ml: { lg: "auto" },
  color: "state.failed",
  fontSize: { sm: "0.625rem", lg: "0.75rem" },
  fontWeight: 600,
  whiteSpace: "nowrap",
};
