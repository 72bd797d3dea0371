import "./job-row.css";
import type { JobSummary } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import { memo } from "react";
import { Link } from "react-router";
import { StateChip } from "../../../../components/chips/state-chip.tsx";
import { Duration } from "../../../../components/time/duration.tsx";
import { paths } from "../../../../lib/paths.ts";
import { jobName } from "../../../../lib/text/job-name.ts";
import { shortId } from "../../../../lib/text/short-id.ts";
import { attemptCount } from "../../attempt-count.ts";
import { RowCheckbox } from "../../bulk/selection/row-checkbox.tsx";
import { listState } from "../../list-state.ts";
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
  creator: string;
  sort: JobSort;
  /** The query of the list's address. */
  search: string;
  isSelected: boolean;
  /** Selects or deselects the row; with `range` all rows up to it. */
  onSelect: (id: string, range: boolean) => void;
  onMenu: (anchor: HTMLElement, job: JobSummary) => void;
};

/**
 * Shows one job of the list. The link of its name covers the whole row. Memoized, so that only rows
 * whose job changed render again.
 */
export const JobRow = memo(function JobRow({ job, index, start, onMenu, ...row }: RowProps) {
  const { title, creator, sort, search, isSelected, onSelect } = row;
  const state = listState(search);
  return (
    <tr
      className={isSelected ? "fw-row selected" : "fw-row"}
      data-id={job.id}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${start}px)` }}
    >
      <td className="check">
        <RowCheckbox
          id={job.id}
          name={jobName(job, shortId(job.id))}
          checked={isSelected}
          onSelect={onSelect}
        />
      </td>
      <td className="state">
        <StateChip state={job.state} />
      </td>
      <td className="job">
        <Link
          className="name"
          to={paths.job(job.id)}
          state={state}
          aria-label={jobName(job, title)}
          title={job.summary}
        >
          <bdi>{job.summary === "" ? title : job.summary}</bdi>
        </Link>
        <Details job={job} title={title} creator={creator} />
      </td>
      <td className="progress">
        <JobProgress job={job} />
      </td>
      <td className="secondary wide">{job.attempt > 0 && attemptCount(job, " / ")}</td>
      <td className="secondary priority">{job.priority}</td>
      <td className="secondary when">
        <JobTime job={job} sort={sort} state={state} />
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

type DetailsProps = { job: JobSummary; title: string; creator: string };

function Details({ job, title, creator }: DetailsProps) {
  return (
    <span className="details">
      {job.summary !== "" && <span className="template">{title}</span>}
      <span className="id">{shortId(job.id)}</span>
      <span className="creator">{job.scheduleId === null ? `by ${creator}` : "by a schedule"}</span>
      {job.tags.map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
    </span>
  );
}
