import type { JobSummary } from "@formwork/contracts/job";
import { Duration } from "../../../components/time/duration.tsx";
import { durationEnd } from "./duration-end.ts";

/** A bar with percent and message while the job runs; why it did not succeed once it has ended. */
export function JobProgress({ job }: { job: JobSummary }) {
  if (job.state === "running")
    return <Bar percent={job.progress?.percent} message={job.progress?.message ?? ""} />;
  if (job.error !== null) return <Reason job={job} message={job.error.message} />;
  if (job.startedAt === null) return null;
  return (
    <span className="quiet took">
      took <Duration from={job.startedAt} to={durationEnd(job)} />
    </span>
  );
}

function Reason({ job, message }: { job: JobSummary; message: string }) {
  return (
    <span className={job.state === "failed" ? "failed" : "quiet"} title={message}>
      {message}
    </span>
  );
}

function Bar({ percent, message }: { percent: number | undefined; message: string }) {
  return (
    <>
      <span className="fw-bar">
        <progress aria-label="Progress" max={100} value={percent} />
        {percent !== undefined && `${Math.round(percent)}%`}
      </span>
      <span className="under" title={message}>
        {message}
      </span>
    </>
  );
}
