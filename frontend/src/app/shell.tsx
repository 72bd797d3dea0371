import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import { Outlet, useNavigation } from "react-router";
import { useLiveDeadLetters } from "../features/dead-letters/use-live-dead-letters.ts";
import { useJobNotifications } from "../features/job-notifications/use-job-notifications.tsx";
import { ActionLines } from "../features/jobs/bulk/progress/action-lines.tsx";
import { useLiveJobs } from "../features/jobs/cache/use-live-jobs.ts";
import { useLiveSchedules } from "../features/schedules/cache/use-live-schedules.ts";
import { useLiveTemplates } from "../features/templates/use-live-templates.ts";
import { useLiveWorkers } from "../features/workers/use-live-workers.ts";
import { BottomBar } from "./navigation/bottom-bar.tsx";
import { SideBar } from "./navigation/side-bar.tsx";
import { SkipLink } from "./navigation/skip-link.tsx";
import { TopBar } from "./navigation/top-bar.tsx";
import { usePreloadPages } from "./use-preload-pages.ts";

/**
 * Shows the frame around every page: the navigation at the side, or at the lower edge of a phone.
 * Only the page within it scrolls.
 */
export function Shell() {
  useLiveJobs();
  useLiveDeadLetters();
  useLiveTemplates();
  useLiveWorkers();
  useLiveSchedules();
  useJobNotifications();
  usePreloadPages();
  return (
    <Box
      sx={{
        display: "flex",
        flexDirection: { xs: "column", sm: "row" },
        height: "100dvh",
        overflow: "hidden",
      }}
    >
      <SkipLink />
      <SideBar />
      <TopBar />
      <Box sx={{ display: "flex", flexDirection: "column", flex: 1, minWidth: 0, minHeight: 0 }}>
        <ActionLines />
        <Box
          component="main"
          id="main"
          tabIndex={-1}
          sx={{
            flex: 1,
            minWidth: 0,
            minHeight: 0,
            overflowY: "auto",
            outline: "none",
            position: "relative",
          }}
        >
          <PageProgress />
          <Outlet />
        </Box>
      </Box>
      <BottomBar />
    </Box>
  );
}

/** Shows a bar while the code of the next page is loading; the previous page stays visible. */
function PageProgress() {
  const { state } = useNavigation();
  if (state === "idle") return null;
  return (
    <LinearProgress
      aria-label="Loading the page"
      sx={{ position: "absolute", inset: "0 0 auto 0", height: 2, borderRadius: 0, zIndex: 1 }}
    />
  );
}
