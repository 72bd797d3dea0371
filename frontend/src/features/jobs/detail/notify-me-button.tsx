import type { Job } from "@formwork/contracts/job";
import { isFinal } from "@formwork/contracts/states";
import NotificationsActive from "@mui/icons-material/NotificationsActive";
import NotificationsNone from "@mui/icons-material/NotificationsNone";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { useState } from "react";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { watchedJobs } from "../../../lib/storage/watched-jobs.ts";

/**
 * Adds a job to the watched ones. The click also asks the browser for permission to notify, which it
 * grants only on a user's action.
 */
export function NotifyMeButton({ job }: { job: Job }) {
  const toast = useToast();
  const [isWatched, setWatched] = useState(false);
  if (isFinal(job.state)) return null;
  const label = isWatched ? "You will be told when this ends" : "Tell me when this ends";

  async function watch() {
    watchedJobs.add(job.id);
    setWatched(true);
    const permission = "Notification" in window ? await Notification.requestPermission() : "denied";
    toast({
      severity: "info",
      text:
        permission === "granted"
          ? "The browser will tell you when this job ends."
          : "A message will appear here when this job ends.",
    });
  }

  return (
    <Tooltip title={label}>
      <IconButton
        aria-label="Tell me when this ends"
        aria-pressed={isWatched}
        color={isWatched ? "primary" : "default"}
        onClick={() => void watch()}
      >
        {isWatched ? (
          <NotificationsActive fontSize="small" />
        ) : (
          <NotificationsNone fontSize="small" />
        )}
      </IconButton>
    </Tooltip>
  );
}
