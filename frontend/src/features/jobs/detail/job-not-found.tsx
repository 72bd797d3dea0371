import { MissingState } from "../../../components/fallbacks/missing-state.tsx";
import { usePageTitle } from "../../../components/page/use-page-title.ts";
import { paths } from "../../../lib/paths.ts";

/** Says that a job does not exist, or was deleted while its page was open. */
export function JobNotFound({ detail }: { detail: string }) {
  usePageTitle("No such job");
  return (
    <MissingState title="No such job" to={paths.jobs()} label="To the jobs">
      {detail}
    </MissingState>
  );
}
