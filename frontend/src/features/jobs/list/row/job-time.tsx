import type { JobSummary } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import { Link } from "react-router";
import { RelativeTime } from "../../../../components/time/relative-time.tsx";
import { paths } from "../../../../lib/paths.ts";
import { timeColumnOf } from "./time-column.ts";

type TimeProps = { job: JobSummary; sort: JobSort; state: object };

/**
 * Shows the time that the list is ordered by. It lies above the link of the row, so that the time in
 * full is shown on hover, and leads to the same page.
 */
export function JobTime({ job, sort, state }: TimeProps) {
  const { by } = timeColumnOf(sort);
  const at = job[by];
  if (at === null) return "–";
  return (
    <Link className="time" to={paths.job(job.id)} state={state} tabIndex={-1}>
      <RelativeTime at={at} upcoming={by === "runAt"} />
    </Link>
  );
}
