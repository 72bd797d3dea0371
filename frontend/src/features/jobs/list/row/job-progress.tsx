import type { JobSummary } from "@formwork/contracts/job";
import { Duration } from "../../../../components/time/duration.tsx";
import { RelativeTime } from "../../../../components/time/relative-time.tsx";
import { errorInShort } from "../../../../lib/text/error-in-short.ts";
import { durationEnd } from "./duration-end.ts";
import { waitsForOthers } from "./waits-for-others.ts";

/** Shows when a job is due, a bar while it runs, then its error or how long it took. */
export function JobProgress({ job }: { job: JobSummary }) {
  if (job.state === "running")
    return <ProgressBar percent={job.progress?.percent} message={job.progress?.message ?? ""} />;
  if (waitsForOthers(job)) return <span className="secondary">after other jobs</span>;
  if (job.state === "scheduled")
    return (
      <span className="secondary">
        due <RelativeTime at={job.runAt} upcoming />
      </span>
    );
  if (job.error !== null) return <ErrorText job={job} message={job.error.message} />;
  if (job.startedAt === null) return null;
  return (
    <span className="secondary phone-duration">
      took <Duration from={job.startedAt} to={durationEnd(job)} />
    </span>
  );
}

function ErrorText({ job, message }: { job: JobSummary; message: string }) {
  return (
    <span className={`error ${job.state === "failed" ? "failed" : "secondary"}`} title={message}>
      {job.state === "retrying" && (
        <>
          next try <RelativeTime at={job.runAt} upcoming /> ·{" "}
        </>
      )}
      {errorInShort(message)}
    </span>
  );
}

function ProgressBar({ percent, message }: { percent: number | undefined; message: string }) {
  return (
    <>
      <span className="fw-bar">
        <progress aria-label="Progress" max={100} value={percent} />
        {percent !== undefined && `${Math.round(percent)}%`}
      </span>
      <span className="details" title={message}>
        {message}
      </span>
    </>
  );
}
