import type { JobSummary } from "@formwork/contracts/job";
import { isFinal } from "@formwork/contracts/states";
import { useEffect, useEffectEvent } from "react";
import { useMatch, useNavigate } from "react-router";
import { LinkButton } from "../../components/link-components.tsx";
import { useToast } from "../../components/toasts/use-toast.ts";
import { client } from "../../lib/api/client.ts";
import { useTemplateTitles } from "../../lib/api/templates/use-template-titles.ts";
import { useLiveConnection } from "../../lib/live/live-context.ts";
import { paths, patterns } from "../../lib/paths.ts";
import { watchedJobs } from "../../lib/storage/watched-jobs.ts";
import { serverClock } from "../../lib/time/server-clock.ts";
import { endedJob, isRecent, type JobNotification, notificationFor } from "./job-notification.ts";
import { createTabElection } from "./tab-election.ts";

/** How long a tab in the background waits, so that a visible one is elected before it. */
const hiddenTabDelayMs = 300;

/**
 * Notifies the user, in one tab only, when a job ends that was started or is watched in this
 * browser.
 */
export function useJobNotifications() {
  const live = useLiveConnection();
  const show = useEffectEvent(useShowNotification());

  useEffect(() => {
    const elect = createTabElection({ locks: navigator.locks, watched: watchedJobs });

    async function notify(job: JobSummary) {
      if (!watchedJobs.has(job.id)) return;
      if (document.hidden) await new Promise((resolve) => setTimeout(resolve, hiddenTabDelayMs));
      if ((await elect(job)) && isRecent(job, serverClock.now())) show(job);
    }

    const offEvent = live.on.event((event) => {
      const job = endedJob(event);
      if (job !== undefined) void notify(job);
    });
    const offReset = live.on.reset(() => void notifyOfMissedEnds(notify));
    return () => {
      offEvent();
      offReset();
    };
  }, [live]);
}

/** Fetches the watched jobs after events may have been missed, and notifies of those that ended. */
async function notifyOfMissedEnds(notify: (job: JobSummary) => Promise<void>) {
  for (const id of watchedJobs.all()) {
    const job = await client.call("jobs.get", { params: { id } }).catch(() => null);
    if (job !== null && isFinal(job.state)) await notify(job);
  }
}

/**
 * Returns the function that shows the notification of a job: as a notification of the system when
 * the page is hidden and the user has allowed those, else as a toast.
 */
function useShowNotification(): (job: JobSummary) => void {
  const toast = useToast();
  const navigate = useNavigate();
  const titles = useTemplateTitles();
  const openJob = useMatch(patterns.job)?.params.id;
  return (job) => {
    const notification = notificationFor(job, titles.get(job.template.name) ?? job.template.name);
    if (notification === undefined) return;
    if (document.hidden && "Notification" in window && Notification.permission === "granted")
      return showSystemNotification(notification, navigate);
    if (job.id === openJob) return; // Its page shows the end, and the toast would cover it.
    toast({
      text: <ToastText {...notification} />,
      severity: notification.severity,
      action: <OpenJobButton {...notification} />,
    });
  };
}

function showSystemNotification(
  { jobId, title, detail }: JobNotification,
  navigate: (to: string) => void,
) {
  const shown = new Notification(title, { body: detail, tag: jobId });
  shown.onclick = () => {
    window.focus();
    navigate(paths.job(jobId));
    shown.close();
  };
}

function ToastText({ title, detail }: JobNotification) {
  return (
    <>
      <strong>{title}</strong>
      <br />
      {detail}
    </>
  );
}

function OpenJobButton({ jobId, detail }: JobNotification) {
  return (
    <LinkButton to={paths.job(jobId)} color="inherit" aria-label={`Open ${detail}`}>
      Open
    </LinkButton>
  );
}
