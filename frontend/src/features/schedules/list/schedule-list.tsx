import NoneIcon from "@mui/icons-material/EventRepeatRounded";
import NoMatchIcon from "@mui/icons-material/FilterListOff";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import { useEffect } from "react";
import { EmptyState } from "../../../components/fallbacks/empty-state.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { LinkButton } from "../../../components/link-components.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { paths } from "../../../lib/paths.ts";
import { type ScheduleFilter, useScheduleList } from "../cache/use-schedule-list.ts";
import { ScheduleRows } from "./schedule-rows.tsx";
import { isFiltered } from "./use-schedule-filter.ts";

type ListProps = { filter: ScheduleFilter; onClear: () => void };

/** Shows the schedules of a filter, or why there are none. */
export function ScheduleList({ filter, onClear }: ListProps) {
  const list = useScheduleList(filter);
  const { schedules, hasNextPage, isFetching, fetchNextPage } = list;
  // A search may have looked through many schedules without a match, and goes on.
  const isSearching = schedules.length === 0 && hasNextPage && !list.isError;
  useEffect(() => {
    if (isSearching && !isFetching) void fetchNextPage();
  }, [isSearching, isFetching, fetchNextPage]);
  if (list.isPending || isSearching) return <Placeholder />;
  if (list.isError && list.data === undefined)
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (schedules.length === 0)
    return isFiltered(filter) ? <NoMatch onClear={onClear} /> : <NoSchedules />;
  return (
    <>
      <ScheduleRows schedules={schedules} />
      {hasNextPage ? (
        <Button
          variant="outlined"
          loading={list.isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          sx={{ display: "flex", mx: "auto", mt: 2 }}
        >
          Show more
        </Button>
      ) : null}
    </>
  );
}

function Placeholder() {
  return (
    <div aria-busy>
      {[0, 1, 2, 3, 4].map((place) => (
        <Skeleton key={place} variant="rounded" height={64} sx={{ mb: 1 }} />
      ))}
    </div>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={NoMatchIcon}
      title="No schedule matches"
      action={
        <Button variant="outlined" onClick={onClear}>
          Clear the filters
        </Button>
      }
    />
  );
}

function NoSchedules() {
  const mayWrite = useMay("schedules:write");
  return (
    <EmptyState
      icon={NoneIcon}
      title="No schedules yet"
      action={
        mayWrite ? (
          <LinkButton to={paths.newSchedule()} variant="contained">
            New schedule
          </LinkButton>
        ) : undefined
      }
    >
      A schedule submits a template with the same input again and again: every night, on weekdays at
      seven, or every ten minutes.
    </EmptyState>
  );
}
