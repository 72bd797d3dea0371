import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import { Outlet, useNavigation } from "react-router";
import { useJobNotifications } from "../features/job-notifications/use-job-notifications.tsx";
import { useLiveJobs } from "../features/jobs/cache/use-live-jobs.ts";
import { BottomBar } from "./navigation/bottom-bar.tsx";
import { SideBar } from "./navigation/side-bar.tsx";
import { SkipLink } from "./navigation/skip-link.tsx";
import { TopBar } from "./navigation/top-bar.tsx";

/**
 * The frame around every page: navigation at the side, or on a phone at the lower edge. Only the
 * page scrolls.
 */
export function Shell() {
  useLiveJobs();
  useJobNotifications();
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
      <BottomBar />
    </Box>
  );
}

/** A page whose code is still on its way shows at the top, while the one before stays. */
function PageProgress() {
  const { state } = useNavigation();
  if (state === "idle") return null;
  return (
    <LinearProgress
      aria-label="LoadingBar the page"
      sx={{ position: "absolute", inset: "0 0 auto 0", height: 2, borderRadius: 0, zIndex: 1 }}
    />
  );
}
