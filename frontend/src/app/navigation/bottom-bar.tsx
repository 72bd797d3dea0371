import Badge from "@mui/material/Badge";
import BottomNavigation from "@mui/material/BottomNavigation";
import BottomNavigationAction from "@mui/material/BottomNavigationAction";
import Box from "@mui/material/Box";
import { Link, useLocation } from "react-router";
import { destinations, isWithin } from "./destinations.ts";
import { useBadges } from "./use-badges.ts";

/** The names of five entries stand side by side on the narrowest phone. */
const nameStyle = { whiteSpace: "nowrap", fontSize: "0.6875rem !important" };

/** Shows the navigation at the lower edge of a phone. */
export function BottomBar() {
  const { pathname } = useLocation();
  const badges = useBadges();
  const current = destinations.find(({ to }) => isWithin(pathname, to))?.to ?? false;
  return (
    <Box
      component="nav"
      aria-label="Main"
      sx={{
        display: { xs: "block", sm: "none" },
        flex: "none",
        borderTop: 1,
        borderColor: "divider",
        pb: "env(safe-area-inset-bottom)",
        bgcolor: "background.paper",
      }}
    >
      <BottomNavigation showLabels value={current}>
        {destinations.map(({ to, label, icon: Icon }) => (
          <BottomNavigationAction
            key={to}
            value={to}
            label={label}
            icon={
              <Badge color="error" variant="dot" invisible={badges[to] === undefined}>
                <Icon />
              </Badge>
            }
            aria-label={badges[to] === undefined ? undefined : `${label}, ${badges[to]}`}
            component={Link}
            to={to}
            aria-current={current === to ? "page" : undefined}
            sx={{ minWidth: 0, px: 0.5, "& .MuiBottomNavigationAction-label": nameStyle }}
          />
        ))}
      </BottomNavigation>
    </Box>
  );
}
