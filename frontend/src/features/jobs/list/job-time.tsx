import type { JobSummary } from "@formwork/contracts/job";
import { RelativeTime } from "../../../components/time/relative-time.tsx";

/** Shows when a waiting job is due, or when any other job was created. */
export function JobTime({ job }: { job: JobSummary }) {
  const isWaiting = job.state === "scheduled" || job.state === "retrying";
  if (isWaiting && job.dependsOn.length > 0 && job.attempt === 0) return "after other jobs";
  return isWaiting ? (
    <>
      due <RelativeTime at={job.runAt} upcoming />
    </>
  ) : (
    <RelativeTime at={job.createdAt} />
  );
}
