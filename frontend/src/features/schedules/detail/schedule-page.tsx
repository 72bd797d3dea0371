import Skeleton from "@mui/material/Skeleton";
import { useNavigate, useParams } from "react-router";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { MissingState } from "../../../components/fallbacks/missing-state.tsx";
import { Page } from "../../../components/page/page.tsx";
import { isNotFound } from "../../../lib/api/errors/is-not-found.ts";
import { paths } from "../../../lib/paths.ts";
import { useSchedule } from "../cache/use-schedule.ts";
import { ScheduleDetail } from "./schedule-detail.tsx";

/** The page of one schedule. */
export function SchedulePage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useSchedule(id);
  const navigate = useNavigate();
  if (isNotFound(error)) return <Missing detail={error.problem.detail} />;
  if (data !== undefined)
    return (
      <ScheduleDetail
        key={id}
        schedule={data}
        onDeleted={() => navigate(paths.schedules, { replace: true })}
      />
    );
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Page title="Schedule">
      <Skeleton variant="rounded" height={320} />
    </Page>
  );
}

function Missing({ detail }: { detail: string }) {
  return (
    <Page title="Schedule">
      <MissingState title="No such schedule" to={paths.schedules} label="All schedules">
        {detail}
      </MissingState>
    </Page>
  );
}
