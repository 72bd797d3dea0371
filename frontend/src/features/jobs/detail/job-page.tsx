import { useNavigate, useParams } from "react-router";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { isNotFound } from "../../../lib/api/errors/is-not-found.ts";
import { paths } from "../../../lib/paths.ts";
import { JobDetail } from "./job-detail.tsx";
import { JobNotFound } from "./job-not-found.tsx";
import { JobSkeleton } from "./job-skeleton.tsx";
import { useNeighbourKeys } from "./neighbours/use-neighbour-keys.ts";
import { useNeighbours } from "./neighbours/use-neighbours.ts";
import { useJob } from "./use-job.ts";

/** The page of one job. */
export function JobPage() {
  const { id = "" } = useParams();
  const job = useJob(id);
  const neighbours = useNeighbours(id);
  useNeighbourKeys(neighbours);
  const navigate = useNavigate();
  if (isNotFound(job.error)) return <JobNotFound detail={job.error.problem.detail} />;
  if (job.data !== undefined)
    return (
      <JobDetail
        key={id}
        job={job.data}
        neighbours={neighbours}
        onDeleted={() => navigate(paths.jobs(), { replace: true })}
      />
    );
  if (job.isError) return <ErrorState error={job.error} onRetry={() => void job.refetch()} />;
  return <JobSkeleton />;
}
