import SearchOff from "@mui/icons-material/SearchOff";
import { EmptyState } from "../../../components/empty-state.tsx";
import { LinkButton } from "../../../components/link-components.tsx";
import { usePageTitle } from "../../../components/use-page-title.ts";
import { paths } from "../../../lib/paths.ts";

/** Says that a job does not exist, or was deleted while its page was open. */
export function JobNotFound({ detail }: { detail: string }) {
  usePageTitle("No such job");
  return (
    <EmptyState
      icon={SearchOff}
      title="No such job"
      action={
        <LinkButton to={paths.jobs()} variant="outlined">
          To the jobs
        </LinkButton>
      }
    >
      {detail}
    </EmptyState>
  );
}
