import type { JobSummary } from "@formwork/contracts/job";
import { isFinal } from "@formwork/contracts/states";
import { useEffect, useEffectEvent } from "react";
import { useNavigate } from "react-router";
import { LinkButton } from "../../components/link-components.tsx";
import { useToast } from "../../components/toasts/toasts.tsx";
import { client } from "../../lib/api/client.ts";
import { useTemplateTitles } from "../../lib/api/use-template-titles.ts";
import { useLiveConnection } from "../../lib/live/live-context.tsx";
import { paths } from "../../lib/paths.ts";
import { watchedJobs } from "../../lib/watched-jobs.ts";
import { endedJob, isRecent, type JobNotification, notificationFor } from "./job-notification.ts";
import { createTabElection } from "./tab-election.ts";

/**
 * A tab in the background lets one in front go first, so that the news comes up where the user
 * looks.
 */
const courtesy = 300;

/** Tells, once over all tabs, when a job that was started or watched in this browser ends. */
export function useJobNotifications() {
  const live = useLiveConnection();
  const show = useEffectEvent(useShowNotice());

  useEffect(() => {
    const claim = createTabElection({ locks: navigator.locks, watched: watchedJobs });

    async function tell(job: JobSummary) {
      if (!watchedJobs.has(job.id)) return;
      if (document.hidden) await new Promise((resolve) => setTimeout(resolve, courtesy));
      if ((await claim(job)) && isRecent(job, Date.now())) show(job);
    }

    const offEvent = live.on.event((event) => {
      const job = endedJob(event);
      if (job !== undefined) void tell(job);
    });
    const offReset = live.on.reset(() => void tellMissed(tell));
    return () => {
      offEvent();
      offReset();
    };
  }, [live]);
}

/**
 * After a gap the ends of watched jobs may have been missed: ask. A job that is gone is watched no
 * longer.
 */
async function tellMissed(tell: (job: JobSummary) => Promise<void>) {
  for (const id of watchedJobs.all()) {
    const job = await client.call("jobs.get", { params: { id } }).catch(() => null);
    if (job !== null && isFinal(job.state)) await tell(job);
  }
}

/**
 * A toast in the page one looks at; from the background a notification of the system, if that was
 * allowed.
 */
function useShowNotice(): (job: JobSummary) => void {
  const toast = useToast();
  const navigate = useNavigate();
  const titles = useTemplateTitles();
  return (job) => {
    const notice = notificationFor(job, titles.get(job.template.name) ?? job.template.name);
    if (notice === undefined) return;
    if (document.hidden && "Notification" in window && Notification.permission === "granted")
      return notify(notice, navigate);
    toast({
      text: <NoticeText {...notice} />,
      severity: notice.severity,
      action: <OpenJob {...notice} />,
    });
  };
}

function notify({ jobId, title, detail }: JobNotification, navigate: (to: string) => void) {
  const shown = new Notification(title, { body: detail, tag: jobId });
  shown.onclick = () => {
    window.focus();
    navigate(paths.job(jobId));
    shown.close();
  };
}

function NoticeText({ title, detail }: JobNotification) {
  return (
    <>
      <strong>{title}</strong>
      <br />
      {detail}
    </>
  );
}

function OpenJob({ jobId }: JobNotification) {
  return (
    <LinkButton to={paths.job(jobId)} color="inherit">
      Open
    </LinkButton>
  );
}
