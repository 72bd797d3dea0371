import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import { Link, useLocation } from "react-router";
import { type Destination, isWithin } from "./destinations.ts";
import type { Badge } from "./use-badges.ts";

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
}: Pick<Destination, "to" | "label" | "icon"> & { badge?: Badge | undefined }) {
  const isCurrent = isWithin(useLocation().pathname, to);
  return (
    <ButtonBase component={Link} to={to} aria-current={isCurrent ? "page" : undefined} sx={style}>
      <Icon aria-hidden />
      {label}
      {badge !== undefined && (
        <Box component="span" sx={{ ...badgeStyle, ...(badge.isUrgent && urgentStyle) }}>
          {badge.text}
        </Box>
      )}
    </ButtonBase>
  );
}

const badgeStyle = {
  ml: { lg: "auto" },
  fontSize: { sm: "0.625rem", lg: "0.75rem" },
  whiteSpace: "nowrap",
};
const urgentStyle = { color: "state.failed", fontWeight: 600 };
