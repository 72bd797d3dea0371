import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useParams, useSearchParams } from "react-router";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { Page } from "../../../components/page/page.tsx";
import { paths } from "../../../lib/paths.ts";
import { ActionProgress } from "../actions/action-progress.tsx";
import { GroupActions } from "../actions/group-actions.tsx";
import { EmptyGroup } from "../empty-group.tsx";
import { useErrorGroup } from "../use-error-groups.ts";
import { FieldsCard } from "./fields-card.tsx";
import { GroupJobsCard } from "./group-jobs-card.tsx";
import { GroupSummary } from "./group-summary.tsx";

/** The page of one group of dead letters: what differs in it, its jobs, and what to do with them. */
export function GroupPage() {
  const { key = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const group = useErrorGroup(key);
  const action = search.get("action");
  const progress = action !== null && (
    <ActionProgress key={action} id={action} onClose={() => setSearch({}, { replace: true })} />
  );
  const above = <TextLink to={paths.deadLetters}>All dead letters</TextLink>;
  if (!group.data)
    return (
      <Page title="Dead letters" above={above}>
        {group.isPending && <Skeleton variant="rounded" height={240} aria-busy />}
        {group.isError && group.data === undefined && (
          <ErrorState error={group.error} onRetry={() => void group.refetch()} />
        )}
        {group.data === null && progress}
        {group.data === null && <EmptyGroup />}
      </Page>
    );
  return (
    <Page
      title="Failed with one error"
      tabTitle={`${group.data.count} × ${group.data.message}`}
      above={above}
      actions={<GroupActions group={group.data} />}
    >
      {progress}
      <Box sx={{ display: "grid", gap: 2 }}>
        <GroupSummary group={group.data} />
        <FieldsCard groupKey={key} />
        <GroupJobsCard group={group.data} />
      </Box>
    </Page>
  );
}
