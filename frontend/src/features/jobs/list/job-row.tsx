import "./job-row.css";
import type { JobSummary } from "@formwork/contracts/job";
import { memo } from "react";
import { Link } from "react-router";
import { StateChip } from "../../../components/state-chip.tsx";
import { Duration } from "../../../components/time/duration.tsx";
import { jobName } from "../../../lib/job-name.ts";
import { paths } from "../../../lib/paths.ts";
import { shortId } from "../../../lib/short-id.ts";
import { attemptCount } from "../attempt-count.ts";
import { durationEnd } from "./duration-end.ts";
import { JobProgress } from "./job-progress.tsx";
import { JobTime } from "./job-time.tsx";
import { RowMenuButton } from "./row-menu-button.tsx";

type RowProps = {
  job: JobSummary;
  index: number;
  /** Distance from the top of the list, in px. */
  start: number;
  title: string;
  onMenu: (anchor: HTMLElement, job: JobSummary) => void;
};

/**
 * Shows one job of the list. The link of its name covers the whole row. Memoized, so that only rows
 * whose job changed render again.
 */
export const JobRow = memo(function JobRow({ job, index, start, title, onMenu }: RowProps) {
  return (
    <tr
      className="fw-row"
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${start}px)` }}
    >
      <td className="state">
        <StateChip state={job.state} />
      </td>
      <td className="job">
        <Link className="name" to={paths.job(job.id)} aria-label={jobName(job, title)}>
          {job.summary === "" ? title : job.summary}
        </Link>
        <Details job={job} title={title} />
      </td>
      <td className="progress">
        <JobProgress job={job} />
      </td>
      <td className="secondary wide">{job.attempt > 0 && attemptCount(job, " / ")}</td>
      <td className="secondary when">
        <JobTime job={job} />
      </td>
      <td className="secondary wide">
        {job.startedAt !== null && <Duration from={job.startedAt} to={durationEnd(job)} />}
      </td>
      <td className="menu">
        <RowMenuButton job={job} onOpen={onMenu} />
      </td>
    </tr>
  );
});

function Details({ job, title }: { job: JobSummary; title: string }) {
  return (
    <span className="details">
      {job.summary !== "" && <span className="template">{title}</span>}
      {shortId(job.id)}
      {job.tags.map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
    </span>
  );
}
