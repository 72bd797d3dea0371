import FilterListOff from "@mui/icons-material/FilterListOff";
import PlaylistAdd from "@mui/icons-material/PlaylistAdd";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMemo } from "react";
import { useLocation } from "react-router";
import { EmptyState } from "../../../components/fallbacks/empty-state.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { LinkButton } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { useJobList } from "../cache/use-job-list.ts";
import { isFiltered, type JobView, searchOf, withoutFilters } from "../job-view.ts";
import { JobRows } from "./job-rows.tsx";
import { RowSkeletons } from "./row-skeletons.tsx";
import { UnknownFilters } from "./unknown-filters.tsx";

type ListProps = { view: JobView; onChange: (change: Partial<JobView>) => void };

/** Shows the jobs of a view, or why there are none. */
export function JobList({ view, onChange }: ListProps) {
  const { key } = useLocation();
  const list = useJobList(view.faults.length > 0 ? null : view);
  const jobs = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const search = useMemo(() => searchOf(view).toString(), [view]);
  if (view.faults.length > 0) return <UnknownFilters view={view} onChange={onChange} />;
  if (list.isPending) return <RowSkeletons />;
  if (list.isError && list.data === undefined)
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (jobs.length > 0)
    return (
      <JobRows
        key={key}
        jobs={jobs}
        isLoaded={!list.isPlaceholderData}
        view={view}
        search={search}
        hasMore={list.hasNextPage}
        mayFetch={!list.isFetching && !list.isFetchNextPageError}
        onSort={(sort) => onChange({ sort })}
        onEnd={() => void list.fetchNextPage({ cancelRefetch: false })}
      />
    );
  return (
    <Box sx={{ borderTop: 1, borderColor: "divider", flex: 1 }}>
      {isFiltered(view) ? <NoMatch onClear={() => onChange(withoutFilters(view))} /> : <NoJobs />}
    </Box>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={FilterListOff}
      title="No job matches"
      action={
        <Button variant="outlined" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      A matching job will appear here by itself.
    </EmptyState>
  );
}

function NoJobs() {
  return (
    <EmptyState
      icon={PlaylistAdd}
      title="No jobs yet"
      action={
        <LinkButton to={paths.templates} variant="contained">
          Choose a template
        </LinkButton>
      }
    >
      Choose a template, fill in its form, and watch the job here while it runs.
    </EmptyState>
  );
}
