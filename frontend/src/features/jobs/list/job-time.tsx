import type { JobSummary } from "@formwork/contracts/job";
import { RelativeTime } from "../../../components/time/relative-time.tsx";

/** The time that matters now: when a waiting job is due, when any other was created. */
export function JobTime({ job }: { job: JobSummary }) {
  const waits = job.state === "scheduled" || job.state === "retrying";
  if (waits && job.dependsOn.length > 0 && job.attempt === 0) return "after other jobs";
  return waits ? (
    <>
      due <RelativeTime at={job.runAt} />
    </>
  ) : (
    <RelativeTime at={job.createdAt} />
  );
}
