import type { ErrorGroups } from "@formwork/contracts/dead-letter";
import DoneAll from "@mui/icons-material/DoneAll";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Paper from "@mui/material/Paper";
import Skeleton from "@mui/material/Skeleton";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import { useSearchParams } from "react-router";
import { EmptyState } from "../../components/fallbacks/empty-state.tsx";
import { ErrorState } from "../../components/fallbacks/error-state.tsx";
import { Page } from "../../components/page/page.tsx";
import { useTemplateTitles } from "../../lib/api/templates/use-template-titles.ts";
import { countText } from "../../lib/text/count-text.ts";
import { GroupRow } from "./group-row.tsx";
import { type GroupSort, useErrorGroups } from "./use-error-groups.ts";

/** The page with the groups of dead letters. */
export function DeadLettersPage() {
  const [search, setSearch] = useSearchParams();
  const sort: GroupSort = search.get("sort") === "-count" ? "-count" : "-lastAt";
  const groups = useErrorGroups(sort);
  const total = groups.data?.pages[0];
  return (
    <Page
      title="Dead letters"
      subtitle={
        total === undefined || total.groups === 0
          ? "Jobs that failed and wait for a decision"
          : totalText(total)
      }
      actions={
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Order"
          sx={{ bgcolor: "background.paper" }}
          value={sort}
          onChange={(_, chosen: GroupSort | null) =>
            chosen !== null && setSearch(chosen === "-count" ? { sort: chosen } : {})
          }
        >
          <ToggleButton value="-lastAt">Latest first</ToggleButton>
          <ToggleButton value="-count">Largest first</ToggleButton>
        </ToggleButtonGroup>
      }
    >
      <GroupList groups={groups} />
    </Page>
  );
}

function totalText({ jobs, groups, complete }: ErrorGroups): string {
  const text = `${countText(jobs, "job")} in ${countText(groups, "group")}`;
  return complete ? text : `The latest: at least ${text}`;
}

function GroupList({ groups }: { groups: ReturnType<typeof useErrorGroups> }) {
  const titles = useTemplateTitles();
  if (groups.isPending) return <Placeholder />;
  if (groups.isError && groups.data === undefined)
    return <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />;
  const items = (groups.data?.pages ?? []).flatMap((page) => page.items);
  if (items.length === 0)
    return <EmptyState icon={DoneAll} title="No job has failed that nobody has dealt with." />;
  return (
    <>
      <Paper variant="outlined" component="ul" aria-label="Groups" sx={list}>
        {items.map((group) => (
          <GroupRow
            key={group.key}
            group={group}
            title={titles.get(group.template) ?? group.template}
          />
        ))}
      </Paper>
      {groups.hasNextPage && (
        <Box sx={{ textAlign: "center", mt: 2 }}>
          <Button
            variant="outlined"
            loading={groups.isFetchingNextPage}
            onClick={() => void groups.fetchNextPage()}
          >
            Show more groups
          </Button>
        </Box>
      )}
    </>
  );
}

function Placeholder() {
  return (
    <div aria-busy>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} variant="rounded" height={72} sx={{ mb: 1 }} />
      ))}
    </div>
  );
}

const list = { listStyle: "none", m: 0, p: 0, overflow: "hidden" };
