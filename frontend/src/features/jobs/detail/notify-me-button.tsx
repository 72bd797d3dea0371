import type { Job } from "@formwork/contracts/job";
import { isFinal } from "@formwork/contracts/states";
import NotificationsActive from "@mui/icons-material/NotificationsActive";
import NotificationsNone from "@mui/icons-material/NotificationsNone";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { useState } from "react";
import { useToast } from "../../../components/toasts/toasts.tsx";
import { watchedJobs } from "../../../lib/watched-jobs.ts";

/** Watches a job; the click is also when the browser may be asked to let us notify. */
export function NotifyMeButton({ job }: { job: Job }) {
  const toast = useToast();
  const [told, setTold] = useState(false);
  if (isFinal(job.state)) return null;
  const label = told ? "You will be told when this ends" : "Tell me when this ends";

  async function watch() {
    watchedJobs.add(job.id);
    setTold(true);
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
        aria-pressed={told}
        color={told ? "primary" : "default"}
        onClick={() => void watch()}
      >
        {told ? <NotificationsActive fontSize="small" /> : <NotificationsNone fontSize="small" />}
      </IconButton>
    </Tooltip>
  );
}
