import MoreHoriz from "@mui/icons-material/MoreHoriz";
import Badge from "@mui/material/Badge";
import BottomNavigation from "@mui/material/BottomNavigation";
import BottomNavigationAction from "@mui/material/BottomNavigationAction";
import Box from "@mui/material/Box";
import { Suspense, useState } from "react";
import { Link, useLocation } from "react-router";
import { lazyCode } from "../../components/lazy/lazy-code.ts";
import { isWithin } from "./destinations.ts";
import { useBadges } from "./use-badges.ts";
import { useDestinations } from "./use-destinations.ts";

/** Only phones open it, so its code is not among what every page loads first. */
const MoreSheet = lazyCode(async () => (await import("./more-sheet.tsx")).MoreSheet);

/** The names of five entries stand side by side on the narrowest phone. */
const nameStyle = { whiteSpace: "nowrap", fontSize: "0.6875rem !important" };
const entryStyle = {
  minWidth: 0,
  px: 0.5,
  "& .MuiBottomNavigationAction-label": nameStyle,
} as const;
const more = "more";

/** Shows the navigation at the lower edge of a phone: four pages, and all others behind *More*. */
export function BottomBar() {
  const { pathname } = useLocation();
  const [sheet, setSheet] = useState<"never" | "open" | "closed">("never");
  const badges = useBadges();
  const destinations = useDestinations();
  const inBar = destinations.filter(({ isInBar }) => isInBar === true);
  const behind = destinations.filter(({ isInBar }) => isInBar !== true);
  const current = destinations.find(({ to }) => isWithin(pathname, to))?.to;
  const isBehind = behind.some(({ to }) => to === current);
  const isUrgentBehind = behind.some(({ to }) => badges[to]?.isUrgent === true);
  return (
    <Box component="nav" aria-label="Main" sx={bar}>
      <BottomNavigation showLabels value={isBehind ? more : (current ?? false)}>
        {inBar.map(({ to, label, icon: Icon }) => {
          const badge = badges[to];
          return (
            <BottomNavigationAction
              key={to}
              value={to}
              label={label}
              icon={
                <Badge color="error" variant="dot" invisible={badge?.isUrgent !== true}>
                  <Icon />
                </Badge>
              }
              aria-label={badge === undefined ? undefined : `${label}, ${badge.text}`}
              component={Link}
              to={to}
              aria-current={current === to ? "page" : undefined}
              sx={entryStyle}
            />
          );
        })}
        <BottomNavigationAction
          value={more}
          label="More"
          icon={
            <Badge color="error" variant="dot" invisible={!isUrgentBehind}>
              <MoreHoriz />
            </Badge>
          }
          aria-label={isUrgentBehind ? "More, something needs you" : undefined}
          aria-haspopup="dialog"
          aria-expanded={sheet === "open"}
          onClick={() => setSheet("open")}
          sx={entryStyle}
        />
      </BottomNavigation>
      {sheet !== "never" && (
        <Suspense>
          {" "}
          <MoreSheet
            open={sheet === "open"}
            destinations={behind}
            badges={badges}
            onClose={() => setSheet("closed")}
          />
        </Suspense>
      )}
    </Box>
  );
}

const bar = {
  display: { xs: "block", sm: "none" },
  flex: "none",
  borderTop: 1,
  borderColor: "divider",
  pb: "env(safe-area-inset-bottom)",
  bgcolor: "background.paper",
} as const;
